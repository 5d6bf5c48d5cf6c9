package org.millrace.adapter.tryton;

import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import org.millrace.failure.FailureClass;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what an HTTP answer of Tryton proves about the call. Status 401 is the session's matter.
 */
final class Answers {

  static final int OK = 200;
  static final int UNAUTHORIZED = 401;

  private final JsonMapper json;

  Answers(JsonMapper json) {
    this.json = json;
  }

  Answer read(Wire.Reply.Answered answer) {
    int status = answer.status();
    return switch (status) {
      case OK -> understood(answer.body());
      case UNAUTHORIZED ->
          failed(status, new Evidence.NotSent("session-refused", "Tryton refused the login", true));
      case 403 ->
          failed(
              status,
              new Evidence.Rejected(
                  "method-not-exposed",
                  "Tryton does not offer this method to other systems",
                  FailureClass.BUSINESS_RULE));
      case 404 ->
          failed(
              status,
              new Evidence.NotSent(
                  "no-such-database", "Tryton does not know the database or the address", true));
      case 429 ->
          failed(
              status,
              new Evidence.NotProcessed(
                  "too-many-requests", "Tryton asks to slow down", answer.retryAfter()));
      default ->
          failed(
              status,
              new Evidence.Unknown("http-" + status, "Tryton answered with HTTP " + status));
    };
  }

  private Answer understood(String body) {
    try {
      JsonNode answer = json.readTree(body);
      if (answer.has("error")) {
        RpcError error = RpcError.of(answer.get("error"));
        return new Answer.Failed(RpcErrors.evidence(error), OptionalInt.of(OK), Optional.of(error));
      }
      if (answer.has("result")) {
        return new Answer.Result(TrytonJson.plain(answer.get("result")));
      }
    } catch (JacksonException e) {
      // no JSON at all: the same verdict as JSON that is no answer
    }
    return failed(
        OK, new Evidence.Unknown("unreadable-answer", "The answer is not one of JSON-RPC"));
  }

  private static Answer.Failed failed(int status, Evidence evidence) {
    return new Answer.Failed(evidence, OptionalInt.of(status), Optional.empty());
  }
}
