/**
 * The commands of the benchmark and the kill run.
 *
 * <p>Does not belong here: anything that measures or judges; see the packages below.
 */
@NullMarked
package org.millrace.bench;

import org.jspecify.annotations.NullMarked;
