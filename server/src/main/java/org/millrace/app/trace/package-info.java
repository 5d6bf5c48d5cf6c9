/**
 * Spans by OpenTelemetry, sent over OTLP.
 *
 * <p>Belongs here: everything that knows OpenTelemetry's library. Does not belong here: what is
 * traced and how it is named, which the stages decide behind {@code org.millrace.telemetry}.
 */
@NullMarked
package org.millrace.app.trace;

import org.jspecify.annotations.NullMarked;
