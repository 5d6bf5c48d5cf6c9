package org.millrace.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import org.millrace.failure.Failure;
import org.millrace.journal.Message;
import org.millrace.journal.Work;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traces;

/**
 * Makes the spans of attempts. Each is a trace of its own, which the target's spans join, with a
 * link to the message's: an attempt may come days after the message, and many times.
 */
final class AttemptSpans {

  private final Traces traces;

  AttemptSpans(Traces traces) {
    this.traces = traces;
  }

  /** The target is sent to. */
  Span send(Work work, Message message, String operation, Instant started) {
    return traces.on() ? begin("send", work, message, operation, started) : Span.NONE;
  }

  /** The target is asked. */
  Span ask(Work work, Message message, String operation, Instant started) {
    return traces.on() ? begin("ask", work, message, operation, started) : Span.NONE;
  }

  private Span begin(String kind, Work work, Message message, String operation, Instant started) {
    Span span =
        traces.begin(
            Beginning.attempt(operation + " " + work.system(), message.traceparent(), started));
    if (span.recording()) {
      span.tell("service.peer.name", work.system());
      span.tell("millrace.flow", work.flow());
      span.tell("millrace.system", work.system());
      span.tell("millrace.operation", operation);
      span.tell("millrace.sender", message.sender());
      span.tell("millrace.message.id", message.id().toString());
      span.tell("millrace.correlation.id", message.correlationId());
      span.tell("millrace.delivery.step", work.id().step());
      span.tell("millrace.attempt.number", work.attempts() + 1L);
      span.tell("millrace.attempt.kind", kind);
    }
    return span;
  }

  /** What a failure says in words may quote the document, so only its code is told. */
  static void end(Span span, Conclusion conclusion, OptionalInt status) {
    if (span.recording()) {
      status.ifPresent(code -> span.tell("http.response.status_code", code));
      span.tell("millrace.attempt.evidence", conclusion.evidence());
      span.tell("millrace.delivery.state", conclusion.next().name());
      conclusion.decision().ifPresent(decision -> span.tell("millrace.decision", decision));
      conclusion.failure().ifPresent(failure -> failed(span, conclusion, failure));
    }
    span.close();
  }

  private static void failed(Span span, Conclusion conclusion, Failure failure) {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    span.tell("millrace.failure.class", kind);
    span.tell("millrace.failure.code", failure.code());
    if (!conclusion.next().hasEffect()) {
      span.failed(failure.code());
    }
  }
}
