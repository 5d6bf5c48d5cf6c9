/**
 * What must hold, as code: the history of a run in one format, and the one checker that reads it.
 *
 * <p>Belongs here: facts, their files, {@link org.millrace.proof.Checker}. Does not belong here:
 * how a run comes about (the simulation, the process lane of the soak).
 */
@NullMarked
package org.millrace.proof;

import org.jspecify.annotations.NullMarked;
