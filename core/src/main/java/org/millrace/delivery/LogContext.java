package org.millrace.delivery;

import java.util.Optional;
import org.millrace.journal.Message;
import org.millrace.journal.Work;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traceparent;
import org.slf4j.MDC;

/**
 * What every line of an attempt carries, also an adapter's and a library's. The names of the
 * trace's fields are OpenTelemetry's for logs.
 */
final class LogContext {

  private LogContext() {}

  /** For the rest of the calling thread, which is the attempt's own. */
  static void enter(Work work, Message message, Span span) {
    MDC.put("delivery", work.id().toString());
    MDC.put("correlationId", message.correlationId());
    Optional<String> own = span.traceparent();
    Optional<String> trace = own.isPresent() ? own : message.traceparent();
    if (trace.isPresent()) {
      MDC.put("trace_id", Traceparent.traceId(trace.get()));
    }
    if (own.isPresent()) {
      MDC.put("span_id", Traceparent.spanId(own.get()));
    }
  }
}
