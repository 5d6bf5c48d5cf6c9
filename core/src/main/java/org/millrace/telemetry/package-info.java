/**
 * What the stages tell about themselves while they work: counts, durations, changes.
 *
 * <p>Belongs here: small ports that never block, never throw and cost next to nothing. Does not
 * belong here: keeping or showing what was told (see {@code monitoring}).
 */
@NullMarked
package org.millrace.telemetry;

import org.jspecify.annotations.NullMarked;
