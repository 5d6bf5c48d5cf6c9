/**
 * Tells the senders of messages what became of them, by webhooks after the Standard Webhooks
 * specification.
 *
 * <p>Belongs here: whose turn it is, signing, posting, trying again. Does not belong here: deciding
 * that there is something to tell (the journal does, in the transaction that changes the state);
 * what a job looks like (a port brings it); deliveries to targets.
 */
@NullMarked
package org.millrace.notification;

import org.jspecify.annotations.NullMarked;
