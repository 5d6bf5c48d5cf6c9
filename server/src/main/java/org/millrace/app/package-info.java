/**
 * The composition root: puts the node together from its parts, reads its settings, and is the only
 * place that reads the clock and the process's environment.
 *
 * <p>Belongs here: wiring, start and stop, the command line. Does not belong here: anything that
 * decides about messages.
 */
@NullMarked
package org.millrace.app;

import org.jspecify.annotations.NullMarked;
