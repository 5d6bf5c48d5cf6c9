/**
 * Load generator and delivery target on one thread, with the check for loss, duplicates and order.
 *
 * <p>Does not belong here: starting engines, and judging their numbers.
 */
@NullMarked
package org.millrace.bench.load;

import org.jspecify.annotations.NullMarked;
