package org.millrace.app.cli;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A command cannot do what was asked; the message says what is wrong, where, and what to do. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<JsonNode> problem;

  /**
   * @param status one of {@link ExitStatus}
   */
  CommandFailure(int status, String message) {
    this(status, message, Optional.empty());
  }

  /**
   * @param problem the node's own words (RFC 9457), if it was the node that refused
   */
  CommandFailure(int status, String message, Optional<JsonNode> problem) {
    super(message);
    this.status = status;
    this.problem = problem;
  }

  int status() {
    return status;
  }

  /** What {@code --json} prints: the node's problem, or one in the same form. */
  JsonNode document() {
    return problem.orElseGet(() -> Json.object("title", "The command failed", "detail", text()));
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
