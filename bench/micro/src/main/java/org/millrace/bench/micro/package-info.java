/**
 * Micro-benchmarks: what single steps of a message's way cost, each as a multiple of a fixed
 * operation measured in the same run, so that figures of different machines can be compared.
 *
 * <p>Does not belong here: throughput and latency of the whole, which {@code bench/run} measures.
 */
@NullMarked
package org.millrace.bench.micro;

import org.jspecify.annotations.NullMarked;
