package org.millrace.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millrace.intake.IntakeAnswer.Accepted;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.intake.IntakeAnswer.Repeated;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traces;

/**
 * Makes a span for each message that another intake takes. Its context is stored with the message,
 * so that what is done for the message later, in traces of their own, can link to it. Thread-safe.
 */
public final class TracedIntake implements Intake {

  private final Intake intake;
  private final LandscapeCatalog catalog;
  private final Traces traces;

  public TracedIntake(Intake intake, LandscapeCatalog catalog, Traces traces) {
    this.intake = intake;
    this.catalog = catalog;
    this.traces = traces;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    try (Span span = begin(request)) {
      try {
        IntakeAnswer answer = intake.accept(within(request, span));
        tell(span, answer);
        return answer;
      } catch (RuntimeException e) {
        span.failed(e.getClass().getName());
        throw e;
      }
    }
  }

  @Override
  public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms)
      throws InterruptedException {
    List<Span> spans = records.stream().map(this::begin).toList();
    try {
      List<IntakeRequest> traced = new ArrayList<>(records.size());
      for (int i = 0; i < records.size(); i++) {
        traced.add(within(records.get(i), spans.get(i)));
      }
      List<IntakeAnswer> answers = intake.acceptTogether(traced, terms);
      for (int i = 0; i < answers.size(); i++) {
        tell(spans.get(i), answers.get(i));
      }
      return answers;
    } catch (RuntimeException e) {
      spans.forEach(span -> span.failed(e.getClass().getName()));
      throw e;
    } finally {
      spans.forEach(Span::close);
    }
  }

  /** What no flow serves has no destination, and nothing comes of it. */
  private Span begin(IntakeRequest request) {
    return catalog
        .current()
        .landscape()
        .flowFor(request.operation())
        .map(flow -> begin(request, flow))
        .orElse(Span.NONE);
  }

  private Span begin(IntakeRequest request, FlowDefinition flow) {
    Span span =
        traces.begin(Beginning.accept("accept " + flow.name(), request.headers().traceparent()));
    if (span.recording()) {
      span.tell("messaging.system", "millrace");
      span.tell("messaging.operation.name", "accept");
      span.tell("messaging.operation.type", "send");
      span.tell("messaging.destination.name", flow.name());
      span.tell("messaging.message.body.size", request.body().bytes().length);
      span.tell("millrace.flow", flow.name());
      span.tell("millrace.operation", request.operation());
      span.tell("millrace.sender", request.client());
    }
    return span;
  }

  private static IntakeRequest within(IntakeRequest request, Span span) {
    Optional<String> context = span.traceparent();
    if (context.isEmpty()) {
      return request;
    }
    IntakeRequest.Headers headers = request.headers();
    return new IntakeRequest(
        request.operation(),
        request.client(),
        request.body(),
        new IntakeRequest.Headers(
            headers.idempotencyKey(), headers.correlationId(), context, headers.callback()));
  }

  private static void tell(Span span, IntakeAnswer answer) {
    if (!span.recording()) {
      return;
    }
    span.tell("messaging.message.conversation_id", answer.correlationId());
    span.tell("millrace.correlation.id", answer.correlationId());
    switch (answer) {
      case Accepted accepted -> taken(span, "accepted", accepted.message().toString());
      case Repeated repeated -> taken(span, "repeated", repeated.message().toString());
      case Refused refused -> refused(span, refused.refusal());
    }
  }

  private static void taken(Span span, String answer, String message) {
    span.tell("millrace.answer", answer);
    span.tell("messaging.message.id", message);
    span.tell("millrace.message.id", message);
  }

  private static void refused(Span span, Refusal refusal) {
    String answer = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    span.tell("millrace.answer", answer);
    if (isOurs(refusal)) {
      span.failed(answer);
    }
  }

  /** What the caller can mend is no error of the node. */
  private static boolean isOurs(Refusal refusal) {
    return switch (refusal) {
      case TEMPORARY_REDUCED_CAPACITY -> true;
      case UNKNOWN_OPERATION,
          INVALID_REQUEST,
          IDEMPOTENCY_KEY_MISSING,
          REQUEST_IN_FLIGHT,
          CONTRACT_VIOLATION,
          CALLBACK_REFUSED,
          IDEMPOTENCY_KEY_REUSED,
          BATCH_REFUSED ->
          false;
    };
  }
}
