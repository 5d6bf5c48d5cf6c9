/**
 * The other engines that take part in the benchmark: how each is fetched, started with empty data
 * and stopped. The Java ones are programs of {@code bench/peers}; the others come from npm.
 *
 * <p>Does not belong here: measuring them.
 */
@NullMarked
package org.millrace.bench.peer;

import org.jspecify.annotations.NullMarked;
