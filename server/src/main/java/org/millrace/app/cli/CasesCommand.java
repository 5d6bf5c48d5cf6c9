package org.millrace.app.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists what waits for a person, and keeps order in it. */
@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = "List what waits for a person: one case a cause, however many messages.",
    footer = {
      "",
      "With a number: that case with its messages, its history and what can be done. With an action"
          + " after",
      "the number, that is done: acknowledge, investigate, wait, assign NAME|nobody, snooze"
          + " TIME|DURATION,",
      "wake, ticket URL|none, tag TAG…, untag TAG…, note, close. wait, snooze, note and close need"
          + " --reason.",
      "If the case has changed since it was read, nothing is done.",
      "Examples:",
      "  ./millrace cases --unassigned",
      "  ./millrace cases 17",
      "  ./millrace cases 17 assign ada",
      "  ./millrace cases 17 snooze PT8H --reason \"finance reopens the period tonight\""
    })
final class CasesCommand implements Callable<Integer> {

  /** Members that are looked for: a page of the API. */
  private static final int MOST_MEMBERS = 200;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NUMBER",
      converter = Arguments.CaseNumber.class,
      description = "Number of a case.")
  private @Nullable Long number;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ACTION",
      description = "What to do to it, with what it needs.")
  private List<String> action = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Reason.Checked.class,
      description = "Why, in 3 to 500 characters; it is kept in the case's history.")
  private @Nullable String reason;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only in this state: new, acknowledged, investigating, waiting, replaying, closed, or"
              + " open; repeatable.")
  private List<String> states = List.of();

  @Option(names = "--assignee", paramLabel = "NAME", description = "Only this one's.")
  private @Nullable String assignee;

  @Option(names = "--mine", description = "Only those of your key's name.")
  private boolean mine;

  @Option(names = "--unassigned", description = "Only nobody's.")
  private boolean unassigned;

  @Option(names = "--snoozed", description = "Only those that were put aside.")
  private boolean snoozed;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only with this tag.")
  private @Nullable String tag;

  @Option(names = "--system", paramLabel = "NAME", description = "Only of this target.")
  private @Nullable String system;

  @Option(names = "--flow", paramLabel = "NAME", description = "Only of this flow.")
  private @Nullable String flow;

  @Option(names = "--code", paramLabel = "CODE", description = "Only of this failure.")
  private @Nullable String code;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    if (number == null) {
      list(client.get("/v1/cases" + NodeClient.query(query())));
    } else if (action.isEmpty()) {
      one(client, client.get("/v1/cases/" + number).good());
    } else {
      act(client, number);
    }
    return ExitStatus.DONE;
  }

  private List<Map.Entry<String, String>> query() {
    List<Map.Entry<String, String>> query = new ArrayList<>();
    states.forEach(state -> query.add(Map.entry("state", state)));
    add(query, "assignee", assignee);
    add(query, "mine", mine ? "true" : null);
    add(query, "unassigned", unassigned ? "true" : null);
    add(query, "snoozed", snoozed ? "true" : null);
    add(query, "tag", tag);
    add(query, "system", system);
    add(query, "flow", flow);
    add(query, "code", code);
    return query;
  }

  private static void add(
      List<Map.Entry<String, String>> query, String name, @Nullable String value) {
    if (value != null) {
      query.add(Map.entry(name, value));
    }
  }

  private void list(Answer answer) {
    List<JsonNode> cases = answer.items();
    if (output.isJson()) {
      output.document(answer.good());
      return;
    }
    if (cases.isEmpty()) {
      output.line(query().isEmpty() ? "no open cases" : "no such cases");
      return;
    }
    cases.forEach(found -> output.line(CaseText.row(found)));
    output.note("look at one: ./millrace cases NUMBER");
  }

  private void act(NodeClient client, long found) {
    JsonNode before = client.get("/v1/cases/" + found).good();
    JsonNode answer;
    try {
      CaseAction doing = CaseAction.of(action, before, InstantSource.system().instant());
      answer =
          client
              .post(
                  "/v1/cases/" + found + "/" + doing.verb(),
                  doing.body(before, Optional.ofNullable(reason)))
              .good();
    } catch (TypeConversionException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line("done: case %d is %s".formatted(found, Json.text(answer, "state")));
    }
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
    part("", CaseText.about(found), true);
    part("Messages", CaseText.members(members), !members.isEmpty());
    long more = CaseText.more(found, members);
    if (more > 0 && !members.isEmpty()) {
      output.line("  and %d more".formatted(more));
    }
    part("Runbook", Json.text(found, "runbook"));
    part("Similar ones", CaseText.similar(found), !Json.list(found, "similar").isEmpty());
    part("History", CaseText.history(found), !Json.list(found, "history").isEmpty());
    part("What can be done", CaseText.decisions(found, members), CaseText.isOpen(found));
  }

  private void part(String title, Table table, boolean isThere) {
    if (isThere) {
      part(title, table.toString());
    }
  }

  private void part(String title, String text) {
    if (!text.isEmpty()) {
      output.line("");
      if (!title.isEmpty()) {
        output.line(title);
      }
      output.line(text);
    }
  }

  /** The deliveries that wait in a case. */
  private static List<JsonNode> members(NodeClient client, JsonNode found) {
    String number = found.path("number").asString();
    Answer messages =
        client.get(
            "/v1/messages"
                + NodeClient.query(
                    List.of(
                        Map.entry("case", number),
                        Map.entry("limit", Integer.toString(MOST_MEMBERS)))));
    return messages.items().stream()
        .flatMap(
            message ->
                Json.list(message, "deliveries").stream()
                    .filter(d -> d.path("case").asString("").equals(number))
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
