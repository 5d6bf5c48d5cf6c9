package org.millrace.api;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One error as it is answered (RFC 9457).
 *
 * @param detail what is wrong and what to do, for a person; never a secret, never a payload
 * @param errors fields at fault
 * @param headers what goes beside it, such as Retry-After
 */
record Problem(ProblemType type, String detail, List<At> errors, List<HttpField> headers) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** Fields reported at most. */
  private static final int MOST_ERRORS = 100;

  Problem {
    errors = List.copyOf(errors);
    headers = List.copyOf(headers);
  }

  /** One field at fault, by JSON Pointer. */
  record At(String pointer, String message) {}

  static Problem retryAfter(ProblemType type, String detail, long seconds) {
    return new Problem(
        type,
        detail,
        List.of(),
        List.of(new HttpField(HttpHeader.RETRY_AFTER, Long.toString(seconds))));
  }

  ObjectNode json(String correlationId) {
    ObjectNode json = Json.object();
    json.put("type", type.address());
    json.put("title", type.title());
    json.put("status", type.status());
    json.put("detail", detail);
    json.put("correlationId", correlationId);
    if (!errors.isEmpty()) {
      ArrayNode array = json.putArray("errors");
      errors.stream()
          .limit(MOST_ERRORS)
          .forEach(at -> array.addObject().put("pointer", at.pointer).put("message", at.message));
    }
    return json;
  }

  Answer answer(String correlationId) {
    return answer(json(correlationId));
  }

  /** The answer with further extension members. */
  Answer answer(ObjectNode json) {
    Answer answer = Answer.of(type.status(), CONTENT_TYPE, Json.bytes(json));
    headers.forEach(answer::with);
    return answer;
  }
}
