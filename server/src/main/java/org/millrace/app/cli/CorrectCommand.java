package org.millrace.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Corrects a message that waits for a person. */
@Command(
    name = "correct",
    mixinStandardHelpOptions = true,
    description =
        "Correct a message that waits for a person, in the fields that its flow lets people"
            + " change.",
    footer = {
      "",
      "Without --set: what may be changed, with its values. What came never changes: a correction"
          + " is a new",
      "version, checked against the contract and mapped before it is taken. Where four eyes are"
          + " asked for,",
      "somebody else approves it: ./millrace approve.",
      "Examples:",
      "  ./millrace correct 0198….…",
      "  ./millrace correct 0198….… --set /unit=EA --dry-run",
      "  ./millrace correct 0198….… --set /unit=EA --set /quantity=2.5 --reason \"wrong unit\""
    })
final class CorrectCommand implements Callable<Integer> {

  @Parameters(paramLabel = "MESSAGE", description = "Id of a message.")
  private String message = "";

  @Option(
      names = "--set",
      paramLabel = "POINTER=VALUE",
      description =
          "A field by its JSON Pointer and its new value: JSON, or else a text; repeatable.")
  private List<String> sets = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Reason.Checked.class,
      description = "Why, in 3 to 500 characters; it is recorded with your key's name.")
  private @Nullable String reason;

  @Option(names = "--dry-run", description = "Only show what would come of it.")
  private boolean dryRun;

  @Option(
      names = "--emergency",
      description =
          "Take effect without the second person; needs the right emergency-correct and is marked.")
  private boolean emergency;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (!Arguments.Delivery.isMessage(message)) {
      throw wrong("'" + message + "' is no message's id: ./millrace show KEY prints it");
    }
    String path = "/v1/messages/" + message + "/corrections";
    NodeClient client = NodeClient.of(node);
    if (sets.isEmpty()) {
      return look(client.get(path).good());
    }
    ObjectNode body = Json.object("changes", changes());
    JsonNode trial = client.post(path + "/check", body).good();
    if (dryRun || !trial.path("good").asBoolean()) {
      return tried(trial);
    }
    if (reason == null) {
      throw wrong("--set needs --reason, or --dry-run");
    }
    body.put("basedOn", trial.path("basedOn").asInt()).put("reason", reason);
    if (emergency) {
      body.put("emergency", true);
    }
    return done(trial, client.post(path, body).good());
  }

  private ParameterException wrong(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }

  private List<ObjectNode> changes() {
    List<ObjectNode> changes = new ArrayList<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 2 || !set.startsWith("/")) {
        throw wrong("'" + set + "' sets nothing: write a pointer and a value, such as /unit=EA");
      }
      String text = set.substring(equals + 1);
      JsonNode value = Json.parsed(text.getBytes(StandardCharsets.UTF_8));
      ObjectNode change = Json.object("pointer", set.substring(0, equals));
      if (value.isMissingNode()) {
        change.put("to", text);
      } else {
        change.set("to", value);
      }
      changes.add(change);
    }
    return changes;
  }

  private int look(JsonNode view) {
    if (output.isJson()) {
      output.document(view);
      return ExitStatus.DONE;
    }
    boolean possible = view.path("possible").asBoolean();
    output.line(
        "message %s, version %d%s"
            .formatted(
                message,
                view.path("version").asInt(),
                possible ? "" : "; nothing of it waits for a person, so it cannot be corrected"));
    Table fields = new Table("  ");
    for (JsonNode field : Json.list(view, "fields")) {
      fields.row(Json.text(field, "pointer"), field.path("value").toString());
    }
    output.line(fields.isEmpty() ? "  its flow lets people change nothing" : fields.toString());
    Table corrections = new Table("  ");
    for (JsonNode correction : Json.list(view, "corrections")) {
      corrections.row(
          "correction " + correction.path("number").asLong(),
          "version " + correction.path("version").asInt(),
          Json.text(correction, "state")
              + (correction.path("emergency").asBoolean() ? ", EMERGENCY" : ""),
          Json.text(correction, "proposedBy"),
          Json.text(correction, "reason"));
    }
    if (!corrections.isEmpty()) {
      output.line("");
      output.line("Corrections");
      output.line(corrections.toString());
    }
    return ExitStatus.DONE;
  }

  private int tried(JsonNode trial) {
    boolean good = trial.path("good").asBoolean();
    if (output.isJson()) {
      output.document(trial);
    } else {
      show(trial);
      output.line(
          good
              ? "it would do"
                  + (trial.path("fourEyes").asBoolean() ? "; somebody else approves" : "")
              : "it would not do; nothing changed");
    }
    return good ? ExitStatus.DONE : ExitStatus.NO;
  }

  private void show(JsonNode trial) {
    for (JsonNode change : Json.list(trial, "changes")) {
      output.line(
          "  %s: %s -> %s"
              .formatted(Json.text(change, "pointer"), change.path("from"), change.path("to")));
    }
    for (JsonNode error : Json.list(trial, "errors")) {
      output.line("  %s %s".formatted(Json.text(error, "pointer"), Json.text(error, "message")));
    }
    for (JsonNode document : Json.list(trial, "documents")) {
      String problem = Json.text(document, "problem");
      output.line(
          "  %s would get: %s"
              .formatted(
                  Json.text(document, "system"),
                  problem.isEmpty() ? document.path("after").toString() : "nothing; " + problem));
    }
  }

  private int done(JsonNode trial, JsonNode correction) {
    if (output.isJson()) {
      output.document(correction);
      return ExitStatus.DONE;
    }
    show(trial);
    long number = correction.path("number").asLong();
    if (Json.text(correction, "state").equals("proposed")) {
      output.line("proposed: correction %d waits for somebody else".formatted(number));
      output.note("./millrace approve %d --reason \"…\"".formatted(number));
    } else {
      output.line(
          "corrected: version %d is in force and goes again"
              .formatted(correction.path("version").asInt()));
    }
    return ExitStatus.DONE;
  }
}
