package org.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Cases as text for a person. */
final class CaseText {

  /** Members that are printed. */
  private static final int PRINTED = 20;

  private CaseText() {}

  static String row(JsonNode found) {
    List<String> marks = new ArrayList<>();
    String assignee = Json.text(found, "assignee");
    marks.add(Json.text(found, "state"));
    marks.add(assignee.isEmpty() ? "nobody's" : assignee + "'s");
    if (!Json.text(found, "snoozedUntil").isEmpty()) {
      marks.add("put aside until " + MessageText.time(found, "snoozedUntil"));
    }
    String escalated = Json.text(found.path("escalation"), "to");
    if (!escalated.isEmpty() && isOpen(found)) {
      marks.add("escalated to " + escalated);
    }
    Json.list(found, "tags").forEach(tag -> marks.add("#" + tag.asString()));
    return "case %d: %s, for %s, %s, %d waiting behind, since %s%n  %s%n  %s"
        .formatted(
            found.path("number").asLong(),
            Json.text(found, "title"),
            Json.text(found, "owner"),
            messages(found),
            found.path("waitingBehind").asLong(),
            MessageText.time(found, "openedAt"),
            Json.text(found, "detail"),
            String.join(", ", marks));
  }

  static String messages(JsonNode found) {
    long members = found.path("members").asLong();
    return members == 1 ? "1 message" : members + " messages";
  }

  static boolean isOpen(JsonNode found) {
    return !Json.text(found, "state").equals("closed");
  }

  static Table about(JsonNode found) {
    Table table = new Table("  ");
    table.row("flow", Json.text(found, "flow"));
    table.row("system", Json.text(found, "system"));
    table.row("failure", "%s (%s)".formatted(Json.text(found, "code"), Json.text(found, "class")));
    if (!Json.text(found, "pattern").isEmpty()) {
      table.row("alike are", Json.text(found, "pattern"));
    }
    table.row(
        "owner",
        Json.text(found, "owner")
            + (found.path("needsApproval").asBoolean() ? "; should be approved" : ""));
    String assignee = Json.text(found, "assignee");
    table.row("assigned to", assignee.isEmpty() ? "nobody" : assignee);
    table.row("opened", MessageText.time(found, "openedAt") + reopened(found));
    if (isOpen(found)) {
      table.row("due", MessageText.time(found, "dueAt"));
      table.row(
          "waiting",
          "%s, and %d behind".formatted(messages(found), found.path("waitingBehind").asLong()));
      optional(table, "put aside until", MessageText.time(found, "snoozedUntil"));
    } else {
      optional(table, "solved by", Json.text(found, "solution"));
    }
    escalation(table, found.path("escalation"));
    release(table, found.path("release"));
    optional(table, "cured by", Json.text(found, "releaseOn"));
    optional(table, "ticket", Json.text(found, "ticket"));
    optional(
        table,
        "tags",
        Json.list(found, "tags").stream().map(JsonNode::asString).collect(Collectors.joining(" ")));
    optional(table, "hint", Json.text(found, "hint"));
    return table;
  }

  private static void escalation(Table table, JsonNode escalation) {
    if (!Json.text(escalation, "to").isEmpty()) {
      table.row(
          "escalated",
          "to %s, %s".formatted(Json.text(escalation, "to"), MessageText.time(escalation, "at")));
    }
    JsonNode next = escalation.path("next");
    if (next.isObject()) {
      table.row(
          "is escalated",
          "to %s, %s%s"
              .formatted(
                  Json.text(next, "to"),
                  MessageText.time(next, "at"),
                  escalation.path("paused").asBoolean() ? "; paused while put aside" : ""));
    }
  }

  private static String reopened(JsonNode found) {
    int times = found.path("reopened").asInt();
    return times == 0 ? "" : ", came back " + (times == 1 ? "once" : times + " times");
  }

  private static void release(Table table, JsonNode release) {
    if (release.isObject()) {
      String counts =
          "%d of %d let go"
              .formatted(release.path("released").asInt(), release.path("members").asInt());
      String end =
          release.path("reached").isNumber()
              ? ", %d had their effect, %d failed again"
                  .formatted(release.path("reached").asInt(), release.path("failed").asInt())
              : ", under way";
      table.row("released", counts + end);
    }
  }

  private static void optional(Table table, String name, String value) {
    if (!value.isEmpty()) {
      table.row(name, value);
    }
  }

  static Table members(List<JsonNode> members) {
    Table table = new Table("  ");
    members.stream()
        .limit(PRINTED)
        .forEach(
            member ->
                table.row(
                    Json.text(member, "businessKey"),
                    Json.text(member, "id"),
                    "accepted " + MessageText.time(member, "acceptedAt")));
    return table;
  }

  static long more(JsonNode found, List<JsonNode> members) {
    return found.path("members").asLong() - Math.min(members.size(), PRINTED);
  }

  static Table history(JsonNode found) {
    Table table = new Table("  ");
    for (JsonNode event : Json.list(found, "history")) {
      String reason = Json.text(event, "reason");
      table.row(
          MessageText.time(event, "at"),
          Json.text(event, "text") + (reason.isEmpty() ? "" : ": " + reason));
    }
    return table;
  }

  static Table similar(JsonNode found) {
    Table table = new Table("  ");
    for (JsonNode other : Json.list(found, "similar")) {
      String solution = Json.text(other, "solution");
      table.row(
          "case " + other.path("number").asLong(),
          Json.text(other, "title") + ", " + Json.text(other, "flow"),
          solution.isEmpty() ? "closed" : "solved: " + solution);
    }
    return table;
  }

  static Table decisions(JsonNode found, List<JsonNode> members) {
    Table table = new Table("  ");
    String number = found.path("number").asString();
    if (!found.path("resendable").asBoolean(true)) {
      table.row(
          "./millrace cases %s close --reason \"…\"".formatted(number),
          "take note of all of it; the target has it, so it is not sent again");
    } else if (found.path("members").asLong() > 0) {
      table.row(
          "./millrace release %s --reason \"…\"".formatted(number),
          members.size() == 1
              ? "send it again: the cause is cured"
              : "send all of them again, in order: the cause is cured");
    }
    if (members.size() == 1) {
      MessageText.endings(table, Json.text(members.getFirst(), "id"));
    }
    members.stream()
        .findFirst()
        .ifPresent(
            member ->
                table.row(
                    "./millrace show " + Json.text(member, "message"), "what happened to it"));
    table.row("./millrace cases %s assign NAME".formatted(number), "give it to somebody");
    table.row(
        "./millrace cases %s snooze PT8H --reason \"…\"".formatted(number),
        "put it aside; see ./millrace cases --help for more");
    return table;
  }
}
