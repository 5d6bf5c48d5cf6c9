/**
 * The durable record of every message and delivery, and the only place where stages meet.
 *
 * <p>Belongs here: narrow ports ({@link org.millrace.journal.Inbox}, {@link
 * org.millrace.journal.DeliveryQueue}, {@link org.millrace.journal.Settlements}, …) over
 * PostgreSQL, group commit, partitions. Does not belong here: deciding anything.
 */
@NullMarked
package org.millrace.journal;

import org.jspecify.annotations.NullMarked;
