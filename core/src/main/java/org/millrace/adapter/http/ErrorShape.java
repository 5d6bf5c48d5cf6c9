package org.millrace.adapter.http;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The error that an answer tells, found in the usual shapes: RFC 9457 problem details, {@code
 * {error: {code, message}}} (also OData), {@code {error: "…"}} (also OAuth2), {@code {errors:
 * […]}}, {@code {code, message}}.
 *
 * @param code as the target wrote it; empty if it has none
 * @param message for a person; empty if it has none
 */
record ErrorShape(String code, String message) {

  private static final int LONGEST_CODE = 100;
  private static final int LONGEST_MESSAGE = 1_000;

  static Optional<ErrorShape> in(JsonNode body) {
    JsonNode error = body.path("error");
    JsonNode first = body.path("errors").path(0);
    if (error.isObject()) {
      return of(error.path("code"), error.path("message"));
    }
    if (isText(error)) {
      return of(error, either(body.path("error_description"), body.path("message")));
    }
    if (first.isObject()) {
      return of(first.path("code"), either(first.path("message"), first.path("detail")));
    }
    if (isText(first)) {
      return of(body.path("code"), first);
    }
    if (isText(body.path("type")) && body.path("title").isString()) {
      JsonNode message = either(body.path("detail"), body.path("title"));
      return Optional.of(new ErrorShape(lastSegment(body.path("type").asString()), text(message)));
    }
    return of(body.path("code"), either(body.path("message"), body.path("detail")));
  }

  /** Whether a body says "error" although the status says success. */
  static boolean isError(JsonNode body) {
    JsonNode error = body.path("error");
    return (error.isObject() && !error.isEmpty()) || isText(error);
  }

  /** A code that failures can be counted by. */
  String stableCode(int status) {
    String plain =
        code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (plain.isEmpty()) {
      return "http-" + status;
    }
    return Character.isDigit(plain.charAt(0)) ? "error-" + plain : plain;
  }

  private static Optional<ErrorShape> of(JsonNode code, JsonNode message) {
    // OData before version 4 wraps the message with its language.
    JsonNode inner = message.isObject() ? message.path("value") : message;
    return (code.isValueNode() && !code.isNull()) || isText(inner)
        ? Optional.of(new ErrorShape(cut(text(code), LONGEST_CODE), text(inner)))
        : Optional.empty();
  }

  private static JsonNode either(JsonNode one, JsonNode other) {
    return one.isMissingNode() ? other : one;
  }

  private static boolean isText(JsonNode node) {
    return node.isString() && !node.asString().isEmpty();
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.isMissingNode()
        ? cut(WireText.printable(node.asString()), LONGEST_MESSAGE)
        : "";
  }

  private static String lastSegment(String type) {
    int start =
        Math.max(type.lastIndexOf('/'), Math.max(type.lastIndexOf(':'), type.lastIndexOf('#')));
    return cut(type.substring(start + 1), LONGEST_CODE);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
