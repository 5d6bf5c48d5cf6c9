package org.millrace.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.millrace.adapter.Outbound;
import org.millrace.failure.Capability;
import org.millrace.failure.Failure;
import org.millrace.failure.Response;
import org.millrace.failure.RetryPolicy;
import org.millrace.journal.AwaitedAnswer;
import org.millrace.journal.Message;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.OperationDefinition;
import org.millrace.mapping.EvaluationException;
import org.millrace.message.DeliveryId;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traceparent;
import tools.jackson.databind.JsonNode;

/** Turns a piece of work into a request: finds message, flow and target, and maps the content. */
final class Preparation {

  private final LandscapeCatalog catalog;
  private final Targets targets;
  private final RecentMessages messages;
  private final Compensated compensated;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  Preparation(
      LandscapeCatalog catalog,
      Targets targets,
      RecentMessages messages,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.catalog = catalog;
    this.targets = targets;
    this.messages = messages;
    this.compensated = new Compensated(messages::effect);
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** What came of preparing. */
  sealed interface Result {

    /** It can be sent. */
    record Ready(Request request) implements Result {}

    /** It cannot be sent as it is. */
    record Impossible(Message message, FlowStep step, Failure failure, boolean freesOthers)
        implements Result {}
  }

  /**
   * A request with all that is needed to understand its answer.
   *
   * @param freesOthers whether later steps of the flow wait for this one
   */
  record Request(
      Message message,
      FlowDefinition flow,
      FlowStep step,
      Targets.Connected target,
      OperationDefinition operation,
      Outbound outbound,
      Standbys standbys,
      boolean freesOthers) {

    /** Whether a declared response is possible for the step. */
    boolean allows(Response response) {
      return switch (response) {
        case RETRY, HOLD, CASE -> true;
        case REROUTE -> standbys.alternative().isPresent();
        case COMPENSATE -> !standbys.compensations().isEmpty();
      };
    }

    Capability capability() {
      return operation.capability();
    }

    RetryPolicy retry() {
      return step.retry().or(operation::retry).orElse(target.system().retry());
    }

    Duration timeout() {
      return target.system().limits().timeout();
    }

    /** What the business is to say about it later. */
    Optional<AwaitedAnswer> answer() {
      return step.confirmedBy().flatMap(event -> Answers.about(event, message));
    }

    /** The same request to another operation of the target. */
    Outbound asking(OperationDefinition probe) {
      return outbound(probe, outbound.traceparent());
    }

    /** The same request as a part of a span, if there is one. */
    Request within(Span span) {
      Optional<String> context = span.traceparent();
      return context.isEmpty()
          ? this
          : new Request(
              message,
              flow,
              step,
              target,
              operation,
              outbound(operation, context),
              standbys,
              freesOthers);
    }

    private Outbound outbound(OperationDefinition called, Optional<String> traceparent) {
      return new Outbound(
          outbound.delivery(),
          called,
          outbound.content(),
          outbound.token(),
          outbound.reference(),
          outbound.correlationId(),
          traceparent,
          outbound.sendBefore(),
          outbound.answerBefore());
    }
  }

  Result prepare(Work work) {
    Message message =
        messages
            .find(work.id().message())
            .orElseThrow(() -> new IllegalStateException("no message for " + work.id()));
    FlowDefinition flow =
        catalog
            .version(message.landscapeVersion())
            .map(applied -> applied.landscape().flows().get(message.flow()))
            .orElseThrow(() -> new IllegalStateException("no flow for " + work.id()));
    FlowStep step = flow.step(work.id().step());
    boolean freesOthers = step.standby().isPresent() || freesOthers(message, step);
    Optional<Targets.Connected> target = targets.find(step.system());
    Optional<OperationDefinition> operation =
        target.map(t -> t.system().operations().get(step.operation()));
    if (target.isEmpty() || operation.isEmpty()) {
      return new Result.Impossible(message, step, gone(step), freesOthers);
    }
    try {
      JsonNode content = message.document(step, compensated.of(work.id(), step));
      return new Result.Ready(
          new Request(
              message,
              flow,
              step,
              target.get(),
              operation.get(),
              outbound(work, message, target.get(), operation.get(), content),
              Standbys.of(flow, step, message),
              freesOthers));
    } catch (EvaluationException e) {
      return new Result.Impossible(
          message,
          step,
          new Failure.DataQuality("mapping-failed", e.getMessage(), Optional.empty()),
          freesOthers);
    }
  }

  private Outbound outbound(
      Work work,
      Message message,
      Targets.Connected target,
      OperationDefinition operation,
      JsonNode content) {
    long deadline = nanoTime.getAsLong() + target.system().limits().timeout().toNanos();
    return new Outbound(
        work.id(),
        operation,
        content,
        work.id().toString(),
        message.businessKey(),
        message.correlationId(),
        message.traceparent().map(parent -> Traceparent.next(parent, random)),
        deadline,
        deadline);
  }

  /** The deliveries of the same message that wait for this one. */
  List<DeliveryId> waitingFor(DeliveryId id) {
    return messages.find(id.message()).stream()
        .flatMap(message -> following(message, id.step()))
        .map(step -> new DeliveryId(id.message(), step.number()))
        .toList();
  }

  private boolean freesOthers(Message message, FlowStep step) {
    return following(message, step.number()).findAny().isPresent();
  }

  private Stream<FlowStep> following(Message message, int step) {
    return catalog
        .version(message.landscapeVersion())
        .map(applied -> applied.landscape().flows().get(message.flow()))
        .stream()
        .flatMap(flow -> flow.steps().stream())
        .filter(other -> other.after() == step);
  }

  private static Failure gone(FlowStep step) {
    return new Failure.DataQuality(
        "target-not-declared",
        "The landscape in force has no operation `"
            + step.operation()
            + "` of a system `"
            + step.system()
            + "` any more; declare it again or cancel the delivery",
        Optional.empty());
  }
}
