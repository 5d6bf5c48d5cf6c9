package org.millrace.adapter.tryton;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.mapping.EvaluationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A connected Tryton. Thread-safe. */
final class TrytonTarget implements Target {

  private final Map<String, Operation> operations;
  private final Wire wire;
  private final Calls calls;
  private final JsonMapper json;
  private final LongSupplier nanoTime;
  private final Duration timeout;

  TrytonTarget(
      Map<String, Operation> operations,
      Wire wire,
      Calls calls,
      JsonMapper json,
      LongSupplier nanoTime,
      Duration timeout) {
    this.operations = Map.copyOf(operations);
    this.wire = wire;
    this.calls = calls;
    this.json = json;
    this.nanoTime = nanoTime;
    this.timeout = timeout;
  }

  @Override
  public Outcome send(Outbound outbound) {
    if (!(operations.get(outbound.operation().name()) instanceof Operation.Posting posting)) {
      throw new IllegalArgumentException(outbound.operation().name() + " is no sending operation");
    }
    long started = nanoTime.getAsLong();
    Run run = run(outbound);
    Optional<Stop> stop = run.begin().or(() -> run.take(posting.steps(), posting::confirms));
    return stop.isPresent()
        ? stopped(posting, run, stop.get(), started)
        : finished(posting, run, started);
  }

  private Outcome finished(Operation.Posting posting, Run run, long started) {
    ObjectNode facts = json.createObjectNode();
    run.log().status().ifPresent(status -> facts.put("status", status));
    try {
      facts.set("response", orNull(run.value(posting.result())));
      Optional<String> reference = reference(posting.reference(), run);
      return new Outcome(
          new Evidence.Accepted(reference), run.log().exchange(since(started), facts));
    } catch (EvaluationException e) {
      // Every step was done; that we cannot say what came of it is for the probe to find out.
      return new Outcome(
          new Evidence.Unknown("unreadable-answer", e.getMessage()),
          run.log().exchange(since(started), facts));
    }
  }

  private Outcome stopped(Operation.Posting posting, Run run, Stop stop, long started) {
    Evidence evidence = stop.ofWhole(run.changed(), posting.resumes());
    ObjectNode facts = facts(run, stop);
    if (evidence instanceof Evidence.Rejected rejected) {
      evidence = putBack(posting, run, rejected);
    }
    return new Outcome(evidence, run.log().exchange(since(started), facts));
  }

  /** Gives back what the refused operation had reserved, and says what it has left behind. */
  private static Evidence putBack(Operation.Posting posting, Run run, Evidence.Rejected rejected) {
    StringBuilder detail = new StringBuilder(rejected.detail());
    boolean changedBefore = run.changed();
    Optional<Stop> failed = run.take(posting.onRejection(), posting::confirms);
    try {
      if (changedBefore && posting.left().isPresent()) {
        detail.append(" — ").append(run.text(posting.left().get()));
      }
    } catch (EvaluationException e) {
      detail.append(" — what is left in Tryton cannot be said: ").append(e.getMessage());
    }
    failed.ifPresent(
        stop -> detail.append(" — putting back failed at `").append(stop.step()).append('`'));
    return new Evidence.Rejected(rejected.code(), detail.toString(), rejected.kind());
  }

  @Override
  public ProbeAnswer probe(Outbound outbound) {
    String name = outbound.operation().probe().orElse(outbound.operation().name());
    if (!(operations.get(name) instanceof Operation.Question question)) {
      throw new IllegalArgumentException(name + " is no probe");
    }
    long started = nanoTime.getAsLong();
    Run run = run(outbound);
    Optional<Stop> stop = run.begin().or(() -> run.take(question.steps(), ignored -> false));
    if (stop.isPresent()) {
      return ProbeAnswer.unanswered(
          stop.get().evidence(),
          stop.get().summary(),
          run.log().exchange(since(started), facts(run, stop.get())));
    }
    return judged(question, run, started);
  }

  private ProbeAnswer judged(Operation.Question question, Run run, long started) {
    ObjectNode facts = json.createObjectNode();
    try {
      facts.set("response", orNull(run.value(question.result())));
      run.log().status().ifPresent(status -> facts.put("status", status));
      Exchange exchange = run.log().exchange(since(started), facts);
      if (run.holds(question.found())) {
        String reference = reference(question.reference(), run).orElse("");
        return isSame(question, run)
            ? new ProbeAnswer.Found(reference, exchange)
            : new ProbeAnswer.FoundDifferent(reference, difference(question, run), exchange);
      }
      return run.holds(question.absent())
          ? new ProbeAnswer.Absent(exchange)
          : new ProbeAnswer.Inconclusive("it is neither there nor surely absent", exchange);
    } catch (EvaluationException e) {
      return new ProbeAnswer.Inconclusive(
          e.getMessage(), run.log().exchange(since(started), facts));
    }
  }

  private static boolean isSame(Operation.Question question, Run run) throws EvaluationException {
    return question.sameContent().isEmpty() || run.holds(question.sameContent().get());
  }

  private static String difference(Operation.Question question, Run run)
      throws EvaluationException {
    return question.difference().isPresent()
        ? run.text(question.difference().get())
        : "the content is another one";
  }

  private static Optional<String> reference(Optional<Formula> formula, Run run)
      throws EvaluationException {
    return formula.isEmpty()
        ? Optional.empty()
        : Optional.of(run.text(formula.get())).filter(text -> !text.isEmpty());
  }

  @Override
  public Reachability reach() {
    return switch (calls.reach(Deadline.in(nanoTime, timeout))) {
      case Answer.Result ignored -> new Reachability.Reachable();
      case Answer.Failed failed ->
          new Reachability.Unreachable(
              new Stop(failed.evidence(), "reach", true, failed.error()).summary());
    };
  }

  @Override
  public void close() {
    wire.close();
  }

  private Run run(Outbound outbound) {
    return new Run(
        calls,
        json,
        outbound,
        new Deadline(nanoTime, outbound.sendBefore(), outbound.answerBefore()));
  }

  private ObjectNode facts(Run run, Stop stop) {
    ObjectNode facts = json.createObjectNode().put("step", stop.step());
    run.log().status().ifPresent(status -> facts.put("status", status));
    stop.error()
        .ifPresent(
            error -> {
              ObjectNode told = facts.putObject("error");
              told.put("code", error.code()).put("message", error.message());
              error.warning().ifPresent(name -> told.put("warning", name));
            });
    return facts;
  }

  private JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? json.nullNode() : value;
  }

  private Duration since(long started) {
    return Duration.ofNanos(nanoTime.getAsLong() - started);
  }
}
