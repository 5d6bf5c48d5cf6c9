package org.millrace.app.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;
import org.millrace.telemetry.Span;

/** A span of OpenTelemetry's library. */
final class OtlpSpan implements Span {

  private final io.opentelemetry.api.trace.Span span;
  private final Optional<String> traceparent;

  OtlpSpan(io.opentelemetry.api.trace.Span span) {
    this.span = span;
    SpanContext context = span.getSpanContext();
    this.traceparent = context.isValid() ? Optional.of(text(context)) : Optional.empty();
  }

  private static String text(SpanContext context) {
    return String.join(
        "-", "00", context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }

  @Override
  public Optional<String> traceparent() {
    return traceparent;
  }

  @Override
  public boolean recording() {
    return span.isRecording();
  }

  @Override
  public void tell(String attribute, String value) {
    span.setAttribute(attribute, value);
  }

  @Override
  public void tell(String attribute, long value) {
    span.setAttribute(attribute, value);
  }

  @Override
  public void failed(String type) {
    span.setAttribute("error.type", type);
    span.setStatus(StatusCode.ERROR, type);
  }

  @Override
  public void close() {
    span.end();
  }
}
