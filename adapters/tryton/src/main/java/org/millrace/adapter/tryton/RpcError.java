package org.millrace.adapter.tryton;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The {@code error} member of an answer, which Tryton sends with HTTP 200.
 *
 * @param code {@code UserError}, {@code UserWarning}, {@code ConcurrencyException}, {@code
 *     LoginException}, or {@value #SERVER_ERROR} for any other exception of the server
 * @param message what Tryton says, in the user's language
 * @param warning name under which a warning can be confirmed
 */
record RpcError(String code, String message, Optional<String> warning) {

  /** Tryton names only four exceptions; all others arrive as their text alone. */
  static final String SERVER_ERROR = "ServerError";

  /** Most characters of a message that are kept; Tryton appends whole domains. */
  private static final int MOST_KEPT = 500;

  RpcError {
    message = message.length() <= MOST_KEPT ? message : message.substring(0, MOST_KEPT) + "…";
  }

  static RpcError of(JsonNode error) {
    String first = error.path(0).asString(error.toString());
    JsonNode second = error.path(1);
    return switch (first) {
      case "UserError" -> new RpcError(first, sentence(second.path(0), second.path(1)), none());
      case "UserWarning" ->
          new RpcError(
              first,
              sentence(second.path(1), second.path(2)),
              Optional.of(second.path(0).asString("")));
      case "ConcurrencyException" -> new RpcError(first, second.asString(first), none());
      case "LoginException" -> new RpcError(first, second.toString(), none());
      default -> new RpcError(SERVER_ERROR, first.strip(), none());
    };
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String sentence(JsonNode message, JsonNode description) {
    String more = description.asString("").strip();
    return (message.asString("").strip() + (more.isEmpty() ? "" : " " + more)).strip();
  }
}
