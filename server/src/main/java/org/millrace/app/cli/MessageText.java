package org.millrace.app.cli;

import tools.jackson.databind.JsonNode;

/** A message as a person reads it in a terminal. */
final class MessageText {

  private MessageText() {}

  /** A line for each message of a list. */
  static String list(Iterable<JsonNode> messages) {
    Table table = new Table("");
    for (JsonNode message : messages) {
      table.row(
          time(message, "acceptedAt"),
          Json.text(message, "id"),
          Json.text(message, "flow"),
          Json.text(message, "businessKey"),
          Json.text(message, "state"),
          Json.text(message, "summary"));
    }
    return table.toString();
  }

  /** Everything about one: what it is, its deliveries, what happened, what can be done. */
  static String story(JsonNode message) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s%n".formatted(Json.text(message, "title"), Json.text(message, "businessKey")));
    text.append(Json.text(message, "summary")).append(System.lineSeparator());
    paragraph(text, about(message).toString());
    paragraph(text, "Deliveries");
    text.append(deliveries(message)).append(System.lineSeparator());
    paragraph(text, "History");
    text.append(history(message));
    String next = next(message);
    if (!next.isEmpty()) {
      text.append(System.lineSeparator());
      paragraph(text, "What can be done");
      text.append(next);
    }
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String lines) {
    text.append(System.lineSeparator()).append(lines).append(System.lineSeparator());
  }

  private static Table about(JsonNode message) {
    Table table = new Table("  ");
    table.row("id", Json.text(message, "id"));
    table.row("accepted", time(message, "acceptedAt") + " from " + Json.text(message, "sender"));
    if (!Json.text(message, "orderKey").isEmpty()) {
      table.row("order key", Json.text(message, "orderKey"));
    }
    table.row("correlation", Json.text(message, "correlationId"));
    return table.row(
        "state",
        Json.text(message, "state") + ", business status " + Json.text(message, "business"));
  }

  private static Table deliveries(JsonNode message) {
    Table table = new Table("  ");
    for (JsonNode delivery : Json.list(message, "deliveries")) {
      table.row(
          Json.text(delivery, "id"),
          Json.text(delivery, "system"),
          Json.text(delivery, "operation"),
          Json.text(delivery, "state"),
          remark(delivery));
    }
    return table;
  }

  private static String remark(JsonNode delivery) {
    String reference = Json.text(delivery, "reference");
    String blocker = Json.text(delivery, "blockedByKey");
    long behind = delivery.path("behind").asLong();
    return String.join(
        ", ",
        java.util.stream.Stream.of(
                reference.isEmpty() ? "" : "as " + reference,
                blocker.isEmpty() ? "" : "behind " + blocker,
                delivery.path("case").isNumber() ? "case " + delivery.path("case") : "",
                behind == 0 ? "" : behind + " waiting behind it")
            .filter(part -> !part.isEmpty())
            .toList());
  }

  private static Table history(JsonNode message) {
    Table table = new Table("  ");
    for (JsonNode entry : Json.list(message, "timeline")) {
      table.row(
          time(entry, "at"),
          "%s (%s)".formatted(Json.text(entry, "text"), Json.text(entry, "actor")));
    }
    return table;
  }

  private static String next(JsonNode message) {
    Table table = new Table("  ");
    for (JsonNode delivery : Json.list(message, "deliveries")) {
      if (Json.text(delivery, "state").equals("NEEDS_PERSON")) {
        decisions(table, Json.text(delivery, "id"));
        if (delivery.path("case").isNumber()) {
          table.row("./millrace cases " + delivery.path("case"), "all of the same cause");
        }
      }
    }
    return table.toString();
  }

  private static void decisions(Table table, String delivery) {
    table.row("./millrace release %s --reason \"…\"".formatted(delivery), "send it again");
    endings(table, delivery);
  }

  /** The commands that end a delivery without sending it. */
  static void endings(Table table, String delivery) {
    table.row(
        "./millrace settle %s --document NUMBER --reason \"…\"".formatted(delivery),
        "it was done outside");
    table.row("./millrace cancel %s --reason \"…\"".formatted(delivery), "it is not to be done");
  }

  /** A time of the API, in UTC. */
  static String time(JsonNode json, String field) {
    return Json.text(json, field).replace('T', ' ');
  }
}
