/** The throughput benchmark: repetitions, their spread, the table and the result file. */
@NullMarked
package org.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
