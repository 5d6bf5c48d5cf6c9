/** Benchmarks of the dispatcher, which only its own package can reach. */
@NullMarked
package org.millrace.delivery;

import org.jspecify.annotations.NullMarked;
