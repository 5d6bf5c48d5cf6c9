package org.millrace.adapter.tryton;

import java.time.Duration;
import java.util.OptionalInt;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Keeps what went over the wire in one operation, call by call. Logins are not kept, and neither is
 * the header with the session. Not thread-safe.
 */
final class Transcript {

  /** Most characters kept of one call, so that a long list does not push out the later calls. */
  private static final int MOST_PER_CALL = 4_096;

  private final StringBuilder requests = new StringBuilder();
  private final StringBuilder responses = new StringBuilder();
  private OptionalInt status = OptionalInt.empty();
  private int calls;

  int calls() {
    return calls;
  }

  /** HTTP status of the last call that was answered. */
  OptionalInt status() {
    return status;
  }

  void answered(String method, ArrayNode params, Wire.Reply.Answered answer) {
    request(method, params);
    status = OptionalInt.of(answer.status());
    line(responses, "HTTP " + answer.status() + " " + answer.body());
  }

  void nothing(String method, ArrayNode params, Answer.Failed failed) {
    request(method, params);
    status = failed.status();
    String why =
        switch (failed.evidence()) {
          case Evidence.NotSent it -> "not sent, " + it.code() + ": " + it.detail();
          case Evidence.NotProcessed it -> "not processed, " + it.code() + ": " + it.detail();
          case Evidence.Rejected it -> "rejected, " + it.code() + ": " + it.detail();
          case Evidence.Unknown it -> "no answer, " + it.code() + ": " + it.detail();
          case Evidence.Accepted ignored -> "accepted";
        };
    line(responses, "(" + why + ")");
  }

  Exchange exchange(Duration took, JsonNode facts) {
    return new Exchange(
        Exchange.kept(requests.toString()),
        Exchange.kept(responses.toString()),
        status,
        took,
        facts);
  }

  private void request(String method, ArrayNode params) {
    calls++;
    line(requests, method + " " + params);
  }

  private void line(StringBuilder to, String text) {
    to.append(calls).append(". ");
    if (text.length() <= MOST_PER_CALL) {
      to.append(text);
    } else {
      to.append(text, 0, MOST_PER_CALL).append("… cut, ").append(text.length()).append(" in all");
    }
    to.append('\n');
  }
}
