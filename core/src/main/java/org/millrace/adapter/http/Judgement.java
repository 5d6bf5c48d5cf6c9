package org.millrace.adapter.http;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.failure.FailureClass;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer proves about the effect. Whatever is not listed here proves nothing: 500, 502 and
 * 504 come from gateways and crashed handlers alike, before the effect and after it.
 */
final class Judgement {

  private static final int FORBIDDEN = 403;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";

  private final InstantSource clock;

  Judgement(InstantSource clock) {
    this.clock = clock;
  }

  Evidence of(Reading reading, OperationSettings operation, Outbound outbound) {
    int status = reading.status();
    if (status == TOO_MANY
        || operation.notProcessed().contains(status)
        || (status == UNAVAILABLE && reading.answer().header(RETRY_AFTER).isPresent())) {
      return new Evidence.NotProcessed(
          code(reading),
          reading.detail(),
          reading.answer().header(RETRY_AFTER).flatMap(v -> RetryAfter.read(v, clock.instant())));
    }
    return switch (status / 100) {
      case 2 -> success(reading, operation, outbound);
      case 3 ->
          new Evidence.Rejected(
              "redirected",
              "Status " + status + ": redirects are not followed; correct the address",
              FailureClass.DATA_QUALITY);
      case 4 -> refusal(reading, operation, outbound);
      default -> unknown("http-" + status, reading);
    };
  }

  private Evidence success(Reading reading, OperationSettings operation, Outbound outbound) {
    if (reading.answer().cut()) {
      return unknown("answer-too-large", reading);
    }
    if (operation.success().isPresent()) {
      return holds(operation.success().get(), reading.facts(), outbound)
          ? accepted(reading, operation, outbound)
          : unknown("no-success", reading);
    }
    if (!reading.empty() && !reading.understood()) {
      return unknown("answer-unreadable", reading);
    }
    return ErrorShape.isError(reading.body())
        ? unknown("error-in-success", reading)
        : accepted(reading, operation, outbound);
  }

  private Evidence refusal(Reading reading, OperationSettings operation, Outbound outbound) {
    int status = reading.status();
    if (status == CONFLICT
        && reading.understood()
        && operation.duplicateSame().isPresent()
        && same(operation.duplicateSame().get(), reading, outbound)) {
      return accepted(reading, operation, outbound);
    }
    boolean refused =
        status == FORBIDDEN || reading.understood() || operation.rejected().contains(status);
    if (!refused || (status == REQUEST_TIMEOUT && !operation.rejected().contains(status))) {
      return unknown("http-" + status, reading);
    }
    return new Evidence.Rejected(
        code(reading),
        reading.detail(),
        status == CONFLICT ? FailureClass.DUPLICATE : FailureClass.DATA_QUALITY);
  }

  private static boolean same(Expression condition, Reading reading, Outbound outbound) {
    ObjectNode facts = reading.facts().deepCopy();
    facts.set("sent", outbound.content());
    return holds(condition, facts, outbound);
  }

  private static Evidence accepted(
      Reading reading, OperationSettings operation, Outbound outbound) {
    return new Evidence.Accepted(reference(reading, operation, outbound));
  }

  /** The document's number, if the answer tells it. */
  static Optional<String> reference(
      Reading reading, OperationSettings operation, Outbound outbound) {
    if (operation.reference().isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode value =
          operation
              .reference()
              .get()
              .evaluate(reading.facts(), Scope.of(outbound, reading.facts()).bindings());
      return value.isValueNode() && !value.isNull() && !value.isMissingNode()
          ? Optional.of(value.asString()).filter(text -> !text.isEmpty() && text.length() <= 255)
          : Optional.empty();
    } catch (EvaluationException e) {
      return Optional.empty();
    }
  }

  /** A condition that fails does not hold: what cannot be evaluated proves nothing. */
  static boolean holds(Expression condition, JsonNode facts, Outbound outbound) {
    Map<String, JsonNode> bindings = Scope.of(outbound, facts).bindings();
    try {
      return isTrue(condition.evaluate(facts, bindings));
    } catch (EvaluationException e) {
      return false;
    }
  }

  /** JSONata's rules of truth. */
  private static boolean isTrue(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().anyMatch(Judgement::isTrue);
    }
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.asBoolean();
      case STRING -> !value.asString().isEmpty();
      case NUMBER -> value.doubleValue() != 0;
      case OBJECT -> !value.isEmpty();
      case ARRAY, MISSING, NULL, BINARY, POJO -> false;
    };
  }

  private static Evidence unknown(String code, Reading reading) {
    return new Evidence.Unknown(code, reading.detail());
  }

  private static String code(Reading reading) {
    return reading
        .error()
        .map(error -> error.stableCode(reading.status()))
        .orElse("http-" + reading.status());
  }
}
