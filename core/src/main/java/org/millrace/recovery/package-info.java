/**
 * What people do about deliveries that wait: release, settle by hand, cancel, hold; about cases;
 * and about endpoints that took no webhooks.
 *
 * <p>Belongs here: the commands, their rules and their effect on the journal. Does not belong here:
 * screens and protocols, the sending itself.
 */
@NullMarked
package org.millrace.recovery;

import org.jspecify.annotations.NullMarked;
