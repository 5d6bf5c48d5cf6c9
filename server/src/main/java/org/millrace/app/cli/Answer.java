package org.millrace.app.cli;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An answer of a node. */
final class Answer {

  private static final String PROBLEMS = "/problems/";

  private final NodeAddress from;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] bytes;
  private final JsonNode body;

  Answer(NodeAddress from, int status, HttpHeaders headers, byte[] bytes) {
    this.from = from;
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.body = Json.parsed(bytes);
  }

  int status() {
    return status;
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The body of a good answer as it came, whatever it is. */
  String text() {
    if (!isGood()) {
      good();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The body as JSON, also of an answer that is neither good nor a problem. */
  JsonNode any() {
    return body;
  }

  /**
   * The body, whatever it says.
   *
   * @throws CommandFailure if it is not a node's
   */
  JsonNode body() {
    boolean isNode = isGood() ? status == 204 || body.isObject() : type().startsWith(PROBLEMS);
    if (!isNode) {
      throw from.stranger(status);
    }
    return body;
  }

  /**
   * The body of a good answer.
   *
   * @throws CommandFailure that says in the node's own words why not, and what to do
   */
  JsonNode good() {
    JsonNode whole = body();
    if (isGood()) {
      return whole;
    }
    throw failure();
  }

  /**
   * The elements of a list.
   *
   * @throws CommandFailure if it is none
   */
  List<JsonNode> items() {
    JsonNode whole = good();
    if (!whole.path("items").isArray()) {
      throw from.stranger(status);
    }
    return Json.list(whole, "items");
  }

  /** The last part of the problem's type; empty if it is none. */
  String problem() {
    String type = type();
    return type.startsWith(PROBLEMS) ? type.substring(PROBLEMS.length()) : "";
  }

  private String type() {
    return Json.text(body, "type");
  }

  private CommandFailure failure() {
    List<String> lines = new ArrayList<>();
    List<JsonNode> errors = Json.list(body, "errors");
    String detail = Json.text(body, "detail");
    lines.add(detail.isEmpty() ? Json.text(body, "title") : detail);
    for (JsonNode error : errors) {
      String line = described(error);
      // One field at fault is in the detail already.
      if (!(errors.size() == 1 && line.strip().equals(detail))) {
        lines.add(line);
      }
    }
    remedy().ifPresent(lines::add);
    return new CommandFailure(
        exitStatus(), String.join(System.lineSeparator(), lines), Optional.of(body));
  }

  private static String described(JsonNode error) {
    String pointer = Json.text(error, "pointer");
    return "  "
        + (pointer.isEmpty() ? "the document" : pointer)
        + " "
        + Json.text(error, "message");
  }

  private int exitStatus() {
    return switch (problem()) {
      case "unauthenticated", "forbidden", "for-somebody-else" -> ExitStatus.NOT_ALLOWED;
      case "quota-exceeded", "temporary-reduced-capacity", "request-in-flight" ->
          ExitStatus.NOT_YET;
      default -> ExitStatus.NO;
    };
  }

  private Optional<String> remedy() {
    return switch (problem()) {
      case "unauthenticated" -> Optional.of(from.unknownKey());
      case "forbidden" ->
          Optional.of(
              "An administrator can make a key that has it: ./millrace key create --system NAME"
                  + " --may RIGHT");
      case "unknown-operation" ->
          Optional.of(
              "Check the name, or apply a landscape whose flow has this operation: ./millrace"
                  + " apply LANDSCAPE");
      case "idempotency-key-missing" ->
          Optional.of("Name the message: --idempotency-key TEXT, the same for the same message.");
      case "idempotency-key-reused" ->
          Optional.of(
              "A message with this key and other content was accepted before: ./millrace show KEY"
                  + " shows it.");
      case "contract-violation" -> Optional.of("Nothing was taken; correct the document.");
      case "quota-exceeded", "temporary-reduced-capacity", "request-in-flight" ->
          header("Retry-After").map(seconds -> "Try again in %s s.".formatted(seconds));
      case "internal-error" ->
          Optional.of(
              "The node's log has more under the correlation id "
                  + Json.text(body, "correlationId")
                  + ".");
      default -> Optional.empty();
    };
  }
}
