package org.millrace.adapter.http;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as rules and predicates see it.
 *
 * @param body the parsed body; missing if there is none or it is no JSON
 * @param empty whether there is no body at all
 * @param facts {@code status}, {@code headers} (lower-case names), {@code response}, {@code
 *     error.code}, {@code error.message}
 */
record Reading(
    HttpResult.Answer answer,
    JsonNode body,
    boolean empty,
    Optional<ErrorShape> error,
    ObjectNode facts) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static Reading of(HttpResult.Answer answer) {
    boolean empty = answer.body().isEmpty();
    JsonNode body = empty || answer.cut() ? MissingNode.getInstance() : parsed(answer.body());
    Optional<ErrorShape> error = ErrorShape.in(body);
    ObjectNode facts = JSON.createObjectNode().put("status", answer.status());
    ObjectNode headers = facts.putObject("headers");
    for (HttpField field : answer.headers()) {
      headers.put(field.name().toLowerCase(Locale.ROOT), field.value());
    }
    if (!body.isMissingNode()) {
      facts.set("response", body);
    }
    error.ifPresent(
        e -> facts.putObject("error").put("code", e.code()).put("message", e.message()));
    return new Reading(answer, body, empty, error, facts);
  }

  int status() {
    return answer.status();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  /** Whether there is a body and it can be read as JSON, to its end. */
  boolean understood() {
    return !body.isMissingNode();
  }

  /** What a person is told. */
  String detail() {
    return "Status "
        + status()
        + error
            .map(e -> e.message().isEmpty() ? e.code() : e.message())
            .map(": "::concat)
            .orElse("");
  }

  private static JsonNode parsed(HttpBody body) {
    try {
      return JSON.readTree(body.bytes());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
