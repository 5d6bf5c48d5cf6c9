/**
 * The long doses: seeds of the simulator, and a real node whose parts are killed and cut off.
 *
 * <p>Belongs here: rounds of one kind of fault each, the history of a process run, the table. Does
 * not belong here: what must hold (the checker of core's tests), measuring speed.
 */
@NullMarked
package org.millrace.bench.soak;

import org.jspecify.annotations.NullMarked;
