/**
 * From a ready delivery to its settled outcome: the dispatcher decides whose turn it is, the sender
 * does the I/O.
 *
 * <p>Belongs here: order, gates, limits, sending, asking, classification. Does not belong here: the
 * decision that follows from a failure (see {@code failure}), how it is stored (see {@code
 * journal}).
 */
@NullMarked
package org.millrace.delivery;

import org.jspecify.annotations.NullMarked;
