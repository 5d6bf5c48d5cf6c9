package org.millrace.adapter.tryton;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.failure.FailureClass;
import org.millrace.mapping.EvaluationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One run of an operation's steps: the variables, and what has been done so far. */
final class Run {

  /** Most warnings that one step confirms before it gives up. */
  private static final int MOST_WARNINGS = 5;

  private static final String RESULT = "result";

  private final Calls calls;
  private final JsonMapper json;
  private final Outbound outbound;
  private final Deadline deadline;
  private final Transcript log = new Transcript();
  private final Map<String, JsonNode> variables = new LinkedHashMap<>();
  private boolean changed;
  private long userId;

  Run(Calls calls, JsonMapper json, Outbound outbound, Deadline deadline) {
    this.calls = calls;
    this.json = json;
    this.outbound = outbound;
    this.deadline = deadline;
    variables.put("reference", json.getNodeFactory().stringNode(outbound.reference()));
    variables.put("correlationId", json.getNodeFactory().stringNode(outbound.correlationId()));
    variables.put("token", json.getNodeFactory().stringNode(outbound.token()));
  }

  /** Whether a step that was answered has changed something in Tryton. */
  boolean changed() {
    return changed;
  }

  Transcript log() {
    return log;
  }

  /** Opens the session, so that the steps see the user's preferences as {@code $context}. */
  Optional<Stop> begin() {
    return switch (calls.session(deadline)) {
      case Sessions.Entry.Open open -> {
        variables.put("context", open.session().context());
        userId = open.session().userId();
        yield Optional.empty();
      }
      case Sessions.Entry.Shut shut -> {
        log.nothing("common.db.login", json.createArrayNode(), shut.why());
        yield Optional.of(new Stop(shut.why().evidence(), "login", true, shut.why().error()));
      }
    };
  }

  /** Takes the steps in order until one stops the run. */
  Optional<Stop> take(List<Step> steps, Predicate<String> confirms) {
    for (Step step : steps) {
      Optional<Stop> stop = take(step, confirms);
      if (stop.isPresent()) {
        return stop;
      }
    }
    return Optional.empty();
  }

  private Optional<Stop> take(Step step, Predicate<String> confirms) {
    boolean reads = !(step.action() instanceof Step.Action.Call call) || call.reads();
    try {
      if (step.when().isPresent() && !holds(step.when().get())) {
        return Optional.empty();
      }
      switch (step.action()) {
        case Step.Action.Value value -> keep(step, value(value.formula()));
        case Step.Action.Call call -> {
          switch (answer(call, confirms)) {
            case Answer.Result result -> {
              changed |= !call.reads();
              keep(step, result.value());
            }
            case Answer.Failed failed -> {
              return Optional.of(new Stop(failed.evidence(), step.label(), reads, failed.error()));
            }
          }
        }
      }
      return unmet(step);
    } catch (EvaluationException e) {
      return Optional.of(
          refusal(step, "expression-failed", e.getMessage(), FailureClass.DATA_QUALITY));
    }
  }

  private void keep(Step step, JsonNode value) {
    variables.put(RESULT, value);
    step.name().ifPresent(name -> variables.put(name, value));
  }

  private Optional<Stop> unmet(Step step) throws EvaluationException {
    if (step.expectation().isEmpty() || holds(step.expectation().get().condition())) {
      return Optional.empty();
    }
    Step.Expectation expectation = step.expectation().get();
    return Optional.of(
        refusal(step, expectation.code(), text(expectation.message()), expectation.is()));
  }

  /** A refusal of our own, by what Tryton's answers said. */
  private static Stop refusal(Step step, String code, String message, FailureClass is) {
    RpcError error = new RpcError(code, message, Optional.empty());
    return new Stop(
        new Evidence.Rejected(code, error.message(), is), step.label(), true, Optional.of(error));
  }

  private Answer answer(Step.Action.Call call, Predicate<String> confirms)
      throws EvaluationException {
    ArrayNode params = arguments(value(call.params()));
    Optional<ObjectNode> context = Optional.empty();
    if (call.context().isPresent() && value(call.context().get()) instanceof ObjectNode over) {
      context = Optional.of(over);
    }
    Set<String> confirmed = new HashSet<>();
    while (true) {
      Answer answer = calls.call(call.method(), params, context, log, deadline);
      Optional<String> warning = warning(answer).filter(confirms);
      if (warning.isEmpty() || confirmed.size() == MOST_WARNINGS || !confirmed.add(warning.get())) {
        return answer;
      }
      Answer confirmation = confirm(warning.get());
      if (confirmation instanceof Answer.Failed) {
        return confirmation;
      }
    }
  }

  /** A confirmation counts once, for the next call that would warn. */
  private Answer confirm(String warning) {
    ObjectNode record = json.createObjectNode().put("name", warning).put("always", false);
    record.put("user", userId);
    ArrayNode params = json.createArrayNode();
    params.addArray().add(record);
    Answer answer =
        calls.call("model.res.user.warning.create", params, Optional.empty(), log, deadline);
    // A lost answer leaves at most an unused confirmation: nothing of the business has changed.
    if (answer instanceof Answer.Failed failed
        && failed.evidence() instanceof Evidence.Unknown unknown) {
      return new Answer.Failed(
          new Evidence.NotProcessed(unknown.code(), unknown.detail(), Optional.empty()),
          failed.status(),
          failed.error());
    }
    return answer;
  }

  private static Optional<String> warning(Answer answer) {
    return answer instanceof Answer.Failed failed
        ? failed.error().flatMap(RpcError::warning)
        : Optional.empty();
  }

  private ArrayNode arguments(JsonNode params) {
    if (params instanceof ArrayNode array) {
      return array;
    }
    return params.isMissingNode() ? json.createArrayNode() : json.createArrayNode().add(params);
  }

  JsonNode value(Formula formula) throws EvaluationException {
    return formula.evaluate(outbound.content(), variables);
  }

  boolean holds(Formula formula) throws EvaluationException {
    return formula.holds(outbound.content(), variables);
  }

  String text(Formula formula) throws EvaluationException {
    return formula.text(outbound.content(), variables);
  }
}
