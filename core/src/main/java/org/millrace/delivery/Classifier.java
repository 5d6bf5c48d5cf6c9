package org.millrace.delivery;

import java.util.List;
import java.util.Optional;
import org.millrace.adapter.Evidence;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Failure;
import org.millrace.failure.FailureClass;
import org.millrace.landscape.FailureRule;
import org.millrace.mapping.EvaluationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * From evidence to failure. The system's declared rules come first, then the adapter's default.
 * Rules do not apply where nothing came back: what was never sent needs no interpretation.
 */
final class Classifier {

  private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);

  private Classifier() {}

  /**
   * What evidence amounts to.
   *
   * @param rule the declared rule that says so, if one does
   */
  record Classified(Failure failure, Optional<FailureRule> rule) {
    static Classified byDefault(Failure failure) {
      return new Classified(failure, Optional.empty());
    }
  }

  /** The failure that evidence amounts to; nothing if the target accepted. */
  static Optional<Classified> classify(
      Evidence evidence, JsonNode facts, JsonNode message, List<FailureRule> rules) {
    return switch (evidence) {
      case Evidence.Accepted ignored -> Optional.empty();
      case Evidence.NotSent e ->
          Optional.of(
              Classified.byDefault(
                  e.outage()
                      ? new Failure.Outage(e.code(), e.detail())
                      : new Failure.Transient(e.code(), e.detail(), Optional.empty())));
      case Evidence.NotProcessed e ->
          Optional.of(
              declared(e.detail(), facts, message, rules)
                  .orElseGet(
                      () ->
                          Classified.byDefault(
                              new Failure.Transient(e.code(), e.detail(), e.retryAfter()))));
      case Evidence.Rejected e ->
          Optional.of(
              declared(e.detail(), facts, message, rules)
                  .orElseGet(
                      () ->
                          Classified.byDefault(
                              of(e.kind(), e.code(), e.detail(), Optional.empty()))));
      case Evidence.Unknown e ->
          Optional.of(
              declared(e.detail(), facts, message, rules)
                  .orElseGet(
                      () ->
                          Classified.byDefault(new Failure.UnknownOutcome(e.code(), e.detail()))));
    };
  }

  private static Optional<Classified> declared(
      String detail, JsonNode facts, JsonNode message, List<FailureRule> rules) {
    if (facts.isMissingNode() || facts.isEmpty()) {
      return Optional.empty();
    }
    for (FailureRule rule : rules) {
      if (holds(rule, facts)) {
        Failure failure = of(rule.is(), rule.code(), detail, awaited(rule, message));
        return Optional.of(new Classified(failure, Optional.of(rule)));
      }
    }
    return Optional.empty();
  }

  /** Without what it is about, an event would let go more than it is good for. */
  private static Optional<AwaitedEvent> awaited(FailureRule rule, JsonNode message) {
    Optional<FailureRule.ReleaseOn> event = rule.releaseOn();
    if (event.isEmpty() || event.get().about().isEmpty()) {
      return event.map(e -> new AwaitedEvent(e.type(), Optional.empty()));
    }
    try {
      JsonNode about = event.get().about().get().evaluate(message);
      if (about.isString() || about.isNumber()) {
        return Optional.of(new AwaitedEvent(event.get().type(), Optional.of(about.asString())));
      }
    } catch (EvaluationException e) {
      LOG.atWarn()
          .addKeyValue("rule", rule.code())
          .log("what an event must be about could not be evaluated: {}", e.getMessage());
    }
    return Optional.empty();
  }

  private static boolean holds(FailureRule rule, JsonNode facts) {
    try {
      return rule.when().holds(facts);
    } catch (EvaluationException e) {
      LOG.atWarn()
          .addKeyValue("rule", rule.code())
          .log("a failure rule could not be evaluated and is passed over: {}", e.getMessage());
      return false;
    }
  }

  private static Failure of(
      FailureClass kind, String code, String detail, Optional<AwaitedEvent> releaseOn) {
    return switch (kind) {
      case TRANSIENT -> new Failure.Transient(code, detail, Optional.empty());
      case OUTAGE -> new Failure.Outage(code, detail);
      case UNKNOWN_OUTCOME -> new Failure.UnknownOutcome(code, detail);
      case DATA_QUALITY -> new Failure.DataQuality(code, detail, releaseOn);
      case BUSINESS_RULE -> new Failure.BusinessRule(code, detail, releaseOn);
      case DUPLICATE -> new Failure.Duplicate(code, detail, false);
    };
  }
}
