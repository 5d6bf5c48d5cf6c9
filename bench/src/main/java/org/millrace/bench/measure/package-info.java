/**
 * Numbers about time and machine: histograms, spreads over repetitions, CPU and memory from /proc.
 *
 * <p>Does not belong here: anything that knows what is being measured.
 */
@NullMarked
package org.millrace.bench.measure;

import org.jspecify.annotations.NullMarked;
