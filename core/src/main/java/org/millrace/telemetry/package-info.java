/**
 * What the stages tell about themselves while they work: counts, durations, changes, spans.
 *
 * <p>Belongs here: small ports that never block, never throw and cost next to nothing. Does not
 * belong here: keeping, showing or exporting what was told (see {@code monitoring} and the
 * composition root).
 */
@NullMarked
package org.millrace.telemetry;

import org.jspecify.annotations.NullMarked;
