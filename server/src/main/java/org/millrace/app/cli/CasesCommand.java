package org.millrace.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists what waits for a person. */
@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = "List what waits for a person: one case a cause, however many messages.",
    footer = {
      "",
      "With a number: that case with its messages and what can be done.",
      "Examples:",
      "  ./millrace cases",
      "  ./millrace cases 17"
    })
final class CasesCommand implements Callable<Integer> {

  /** Members that are looked for: a page of the API. */
  private static final int MOST_MEMBERS = 200;

  /** Members that are printed for a person. */
  private static final int PRINTED = 20;

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      converter = Arguments.CaseNumber.class,
      description = "Number of a case.")
  private @Nullable Long number;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    if (number == null) {
      list(client.get("/v1/cases"));
    } else {
      one(client, client.get("/v1/cases/" + number).good());
    }
    return ExitStatus.DONE;
  }

  private void list(Answer answer) {
    List<JsonNode> cases = answer.items();
    if (output.isJson()) {
      output.document(answer.good());
      return;
    }
    if (cases.isEmpty()) {
      output.line("no open cases");
      return;
    }
    for (JsonNode found : cases) {
      output.line(
          "case %d: %s, for %s, %s, %d waiting behind, since %s"
              .formatted(
                  found.path("number").asLong(),
                  Json.text(found, "title"),
                  Json.text(found, "owner"),
                  messages(found),
                  found.path("waitingBehind").asLong(),
                  MessageText.time(found, "openedAt")));
      output.line("  " + Json.text(found, "detail"));
    }
    output.note("look at one: ./millrace cases NUMBER");
  }

  private static String messages(JsonNode found) {
    long members = found.path("members").asLong();
    return members == 1 ? "1 message" : members + " messages";
  }

  private void one(NodeClient client, JsonNode found) {
    List<JsonNode> members = members(client, found);
    if (output.isJson()) {
      ObjectNode whole = ((ObjectNode) found).deepCopy();
      ArrayNode deliveries = whole.putArray("deliveries");
      members.forEach(deliveries::add);
      output.document(whole);
      return;
    }
    output.line(
        "case %s: %s (%s)"
            .formatted(found.path("number"), Json.text(found, "title"), Json.text(found, "state")));
    output.line("  " + Json.text(found, "detail"));
    output.line("");
    output.line(about(found).toString());
    if (!members.isEmpty()) {
      output.line("");
      output.line("Messages");
      output.line(table(members).toString());
    }
    long more = found.path("members").asLong() - Math.min(members.size(), PRINTED);
    if (more > 0 && !members.isEmpty()) {
      output.line("  and %d more".formatted(more));
    }
    if (isOpen(found)) {
      output.line("");
      output.line("What can be done");
      output.line(decisions(found, members).toString());
    }
  }

  private static boolean isOpen(JsonNode found) {
    return !Json.text(found, "state").equals("closed");
  }

  private static Table about(JsonNode found) {
    Table table = new Table("  ");
    table.row("flow", Json.text(found, "flow"));
    table.row("system", Json.text(found, "system"));
    table.row("failure", "%s (%s)".formatted(Json.text(found, "code"), Json.text(found, "class")));
    table.row(
        "owner",
        Json.text(found, "owner")
            + (found.path("needsApproval").asBoolean() ? "; should be approved" : ""));
    table.row("opened", MessageText.time(found, "openedAt"));
    if (isOpen(found)) {
      table.row(
          "waiting",
          "%s, and %d behind".formatted(messages(found), found.path("waitingBehind").asLong()));
    }
    String event = Json.text(found, "releaseOn");
    return event.isEmpty() ? table : table.row("cured by", event);
  }

  private static Table table(List<JsonNode> members) {
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

  private Table decisions(JsonNode found, List<JsonNode> members) {
    Table table = new Table("  ");
    table.row(
        "./millrace release %s --reason \"…\"".formatted(found.path("number")),
        members.size() == 1
            ? "send it again: the cause is cured"
            : "send all of them again, in order: the cause is cured");
    if (members.size() == 1) {
      MessageText.endings(table, Json.text(members.getFirst(), "id"));
    }
    members.stream()
        .findFirst()
        .ifPresent(
            member ->
                table.row(
                    "./millrace show " + Json.text(member, "message"), "what happened to it"));
    return table;
  }

  /** The deliveries that wait in a case. */
  private List<JsonNode> members(NodeClient client, JsonNode found) {
    Answer messages =
        client.get(
            "/v1/messages"
                + NodeClient.query(
                    List.of(
                        Map.entry("state", "NEEDS_PERSON"),
                        Map.entry("flow", Json.text(found, "flow")),
                        Map.entry("system", Json.text(found, "system")),
                        Map.entry("limit", Integer.toString(MOST_MEMBERS)))));
    return messages.items().stream()
        .flatMap(
            message ->
                Json.list(message, "deliveries").stream()
                    .filter(d -> d.path("case").asLong(0) == found.path("number").asLong())
                    .map(delivery -> member(message, delivery)))
        .toList()
        .reversed();
  }

  private static JsonNode member(JsonNode message, JsonNode delivery) {
    return Json.object(
        "id", Json.text(delivery, "id"),
        "message", Json.text(message, "id"),
        "businessKey", Json.text(message, "businessKey"),
        "acceptedAt", Json.text(message, "acceptedAt"));
  }
}
