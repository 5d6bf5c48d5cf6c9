/**
 * What is declared: systems, contracts, flows, mappings, environments, read from files.
 *
 * <p>Belongs here: immutable definitions, their reading with positions, the check that reports all
 * problems at once. Does not belong here: anything that runs.
 */
@NullMarked
package org.millrace.landscape;

import org.jspecify.annotations.NullMarked;
