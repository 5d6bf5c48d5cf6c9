package org.millrace.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Replay plans as text for a person. */
final class ReplayText {

  private static final int SHOWN_OF_HASH = 12;

  private ReplayText() {}

  static String title(JsonNode plan) {
    String why = Json.text(plan, "why");
    return "plan %d: %s, %s%s"
        .formatted(
            plan.path("number").asLong(),
            Json.text(plan, "mode"),
            Json.text(plan, "state"),
            why.isEmpty() ? "" : " (" + why + ")");
  }

  static Table list(List<JsonNode> plans) {
    Table table = new Table("");
    for (JsonNode plan : plans) {
      table.row(
          "plan " + plan.path("number").asLong(),
          Json.text(plan, "state"),
          Json.text(plan, "mode"),
          scope(plan),
          MessageText.time(plan, "plannedAt"),
          Json.text(plan, "reason"));
    }
    return table;
  }

  static Table about(JsonNode plan) {
    Table table = new Table("  ");
    table.row("for", scope(plan));
    table.row(
        "planned",
        "%s by %s: %s"
            .formatted(
                MessageText.time(plan, "plannedAt"),
                Json.text(plan, "plannedBy"),
                Json.text(plan, "reason")));
    JsonNode forecast = plan.path("forecast");
    table.row("would post", count(forecast, "wouldPost"));
    table.row("duplicates", count(forecast, "duplicate"));
    table.row("still fail", count(forecast, "stillFails"));
    table.row("blocked", count(forecast, "blockedBy"));
    if (Json.text(plan, "startedAt").isEmpty()) {
      Json.list(plan, "warnings").forEach(warning -> table.row("note", warning.asString()));
    }
    if (!Json.text(plan, "hash").isEmpty()) {
      table.row("hash", Json.text(plan, "hash").substring(0, SHOWN_OF_HASH));
    }
    if (!Json.text(plan, "approvedBy").isEmpty()) {
      table.row(
          "approved",
          "%s by %s: %s"
              .formatted(
                  MessageText.time(plan, "approvedAt"),
                  Json.text(plan, "approvedBy"),
                  Json.text(plan, "approval")));
    }
    if (!Json.text(plan, "startedAt").isEmpty()) {
      JsonNode progress = plan.path("progress");
      table.row(
          "so far",
          "%s verified, %s taken, %s failed again, %s changed meanwhile; %s under way, %s to go"
              .formatted(
                  count(progress, "verified"),
                  count(progress, "taken"),
                  count(progress, "failed"),
                  count(progress, "changed"),
                  count(progress, "underWay"),
                  count(progress, "toGo")));
    }
    return table;
  }

  private static String count(JsonNode counts, String name) {
    return Integer.toString(counts.path(name).asInt());
  }

  private static String scope(JsonNode plan) {
    JsonNode scope = plan.path("scope");
    if (scope.path("case").isNumber()) {
      return "case " + scope.path("case").asLong();
    }
    StringBuilder words =
        new StringBuilder(
            "accepted from %s to %s"
                .formatted(MessageText.time(scope, "since"), MessageText.time(scope, "until")));
    for (String part : List.of("flow", "system", "key")) {
      if (!Json.text(scope, part).isEmpty()) {
        words.append(", ").append(part).append(' ').append(Json.text(scope, part));
      }
    }
    return words.toString();
  }

  static Table entries(List<JsonNode> entries) {
    Table table = new Table("  ");
    for (JsonNode entry : entries) {
      table.row(
          Json.text(entry, "businessKey"),
          Json.text(entry, "system"),
          Json.text(entry, "delivery"),
          Json.text(entry, "outcome").isEmpty()
              ? Json.text(entry, "reason")
              : Json.text(entry, "outcome"));
    }
    return table;
  }

  /** What can be done next. */
  static Optional<String> next(JsonNode plan) {
    String number = plan.path("number").asString();
    return switch (Json.text(plan, "state")) {
      case "planned" ->
          Optional.of(
              "approve it%s: ./millrace replay %s approve --hash %s --reason \"…\""
                  .formatted(
                      plan.path("fourEyes").asBoolean() ? " (somebody else has to)" : "",
                      number,
                      Json.text(plan, "hash").substring(0, SHOWN_OF_HASH)));
      case "approved" ->
          Optional.of("let it run: ./millrace replay %s start --reason \"…\"".formatted(number));
      case "running" ->
          Optional.of(
              "follow it: ./millrace replay %s; pause or stop it with --reason".formatted(number));
      case "paused" ->
          Optional.of("go on: ./millrace replay %s resume --reason \"…\"".formatted(number));
      case "stale" -> Optional.of("make a new plan: ./millrace replay --mode …");
      default -> Optional.empty();
    };
  }

  /** Numbers by business key, out of lines of a key, a comma and a number. */
  static Map<String, String> documents(List<String> lines) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (String line : lines) {
      int comma = line.lastIndexOf(',');
      if (comma > 0) {
        numbers.put(line.substring(0, comma).strip(), line.substring(comma + 1).strip());
      }
    }
    return numbers;
  }
}
