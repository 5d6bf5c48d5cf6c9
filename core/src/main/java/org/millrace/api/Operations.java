package org.millrace.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.millrace.intake.Intake;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeRequest;
import org.millrace.message.MessageId;
import org.millrace.monitoring.Job;
import org.millrace.monitoring.Monitoring;

/** Takes single business messages. The busiest call of all: it prepares what it can. */
final class Operations {

  static final HttpField REPLAYED = new PreEncodedHttpField("Idempotency-Replayed", "true");
  private static final HttpField COME_AGAIN = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, "1");

  /** Looking again even if nothing was told, in seconds. */
  private static final int LOOK_EVERY = 5;

  private final Intake intake;
  private final Monitoring monitoring;
  private final int limit;

  Operations(Intake intake, Monitoring monitoring, int limit) {
    this.intake = intake;
    this.monitoring = monitoring;
    this.limit = limit;
  }

  Answer post(Call call) throws InterruptedException {
    long began = System.nanoTime();
    String operation = call.value(0);
    String answer = "error";
    monitoring.meters().intakeBegins();
    try {
      IntakeRequest.Headers headers = headers(call);
      byte[] body = call.body(Answer.JSON, limit);
      IntakeAnswer taken =
          intake.accept(
              new IntakeRequest(
                  operation, call.principal().name(), new IntakeRequest.Body(body), headers));
      answer = label(taken);
      return answer(call, operation, taken);
    } finally {
      // What no flow serves is counted under one name: callers must not invent labels.
      String known = monitoring.acceptedJobs().serves(operation) ? operation : "unknown";
      monitoring.meters().intake(known, answer, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  static IntakeRequest.Headers headers(Call call) {
    return new IntakeRequest.Headers(
        Headers.idempotencyKey(call.headers()),
        Optional.of(call.correlationId()),
        call.traceparent(),
        Headers.callback(call.headers()));
  }

  private static String label(IntakeAnswer answer) {
    return switch (answer) {
      case IntakeAnswer.Accepted accepted -> "accepted";
      case IntakeAnswer.Repeated repeated -> "repeated";
      case IntakeAnswer.Refused refused -> type(refused.refusal()).slug();
    };
  }

  private Answer answer(Call call, String operation, IntakeAnswer taken)
      throws InterruptedException {
    return switch (taken) {
      case IntakeAnswer.Accepted accepted ->
          outcome(call, operation, accepted.message(), accepted.correlationId());
      case IntakeAnswer.Repeated repeated ->
          outcome(call, operation, repeated.message(), repeated.correlationId()).with(REPLAYED);
      case IntakeAnswer.Refused refused ->
          problem(refused)
              .answer(refused.correlationId())
              .with(Headers.CORRELATION_ID, refused.correlationId());
    };
  }

  private Answer outcome(Call call, String operation, MessageId message, String correlationId)
      throws InterruptedException {
    OptionalInt wait = Headers.wait(call.headers());
    Optional<Job> waited =
        wait.isPresent() && wait.getAsInt() > 0
            ? await(call, message, wait.getAsInt())
            : Optional.empty();
    if (waited.filter(Job::done).isPresent()) {
      return Answer.json(waited.get())
          .with("Preference-Applied", "wait=" + wait.getAsInt())
          .with(HttpHeader.CONTENT_LOCATION, "/v1/jobs/" + message)
          .with(Headers.CORRELATION_ID, correlationId);
    }
    byte[] job =
        waited
            .map(Json::bytes)
            .or(() -> monitoring.acceptedJobs().answer(operation, message, correlationId))
            .or(() -> monitoring.jobs().find(message).map(found -> Json.bytes(found.job())))
            .orElseGet(() -> Json.bytes(Json.object().put("id", message.toString())));
    return Answer.json(202, job)
        .with(HttpHeader.LOCATION, "/v1/jobs/" + message)
        .with(COME_AGAIN)
        .with(Headers.CORRELATION_ID, correlationId);
  }

  /**
   * The job as soon as nothing goes on without a person, or after the time; empty if too many wait.
   */
  private Optional<Job> await(Call call, MessageId message, int seconds)
      throws InterruptedException {
    // Nothing moves on the connection meanwhile; that is no reason to close it.
    call.request().addIdleTimeoutListener(timeout -> false);
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    var waiting = monitoring.feed().await(message);
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    try (var waiter = waiting.get()) {
      while (true) {
        Optional<Job> job = monitoring.jobs().find(message).map(found -> found.job());
        long left = deadline - System.nanoTime();
        if (job.filter(Job::rests).isPresent() || left <= 0 || monitoring.feed().isClosed()) {
          return job;
        }
        waiter.changed(Duration.ofNanos(Math.min(left, Duration.ofSeconds(LOOK_EVERY).toNanos())));
      }
    }
  }

  /** A refusal as a problem. */
  static Problem problem(IntakeAnswer.Refused refused) {
    List<HttpField> headers =
        switch (refused.refusal()) {
          case TEMPORARY_REDUCED_CAPACITY, REQUEST_IN_FLIGHT -> List.of(COME_AGAIN);
          case UNKNOWN_OPERATION,
              INVALID_REQUEST,
              IDEMPOTENCY_KEY_MISSING,
              CALLBACK_REFUSED,
              CONTRACT_VIOLATION,
              IDEMPOTENCY_KEY_REUSED,
              BATCH_REFUSED ->
              List.of();
        };
    return new Problem(
        type(refused.refusal()),
        refused.detail(),
        refused.violations().stream().map(v -> new Problem.At(v.pointer(), v.message())).toList(),
        headers);
  }

  static ProblemType type(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_OPERATION -> ProblemType.UNKNOWN_OPERATION;
      case INVALID_REQUEST -> ProblemType.INVALID_REQUEST;
      case IDEMPOTENCY_KEY_MISSING -> ProblemType.IDEMPOTENCY_KEY_MISSING;
      case REQUEST_IN_FLIGHT -> ProblemType.REQUEST_IN_FLIGHT;
      case CALLBACK_REFUSED -> ProblemType.CALLBACK_REFUSED;
      case CONTRACT_VIOLATION -> ProblemType.CONTRACT_VIOLATION;
      case IDEMPOTENCY_KEY_REUSED -> ProblemType.IDEMPOTENCY_KEY_REUSED;
      case BATCH_REFUSED -> ProblemType.BATCH_REFUSED;
      case TEMPORARY_REDUCED_CAPACITY -> ProblemType.TEMPORARY_REDUCED_CAPACITY;
    };
  }
}
