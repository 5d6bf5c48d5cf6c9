/**
 * The vocabulary every stage shares: messages, deliveries, their states and keys.
 *
 * <p>Belongs here: immutable values without behaviour that needs I/O. Does not belong here: what
 * may go wrong (see {@code failure}), what is declared (see {@code landscape}), how it is stored.
 */
@NullMarked
package org.millrace.message;

import org.jspecify.annotations.NullMarked;
