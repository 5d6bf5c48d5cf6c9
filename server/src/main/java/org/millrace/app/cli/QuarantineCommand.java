package org.millrace.app.cli;

import java.util.List;
import java.util.Map;
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

/** Shows what came over a channel and was not taken, and decides about it. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Show what came over a channel and could not be taken, and decide about it.",
    footer = {
      "",
      "Without an argument: what waits, by reason. With a number: that document. A release takes it"
          + " in",
      "by the landscape in force, and fails if its flow still does not take it; what is discarded"
          + " is",
      "kept, marked. With --alike, all that wait for the same reason as the document.",
      "Examples:",
      "  ./millrace quarantine",
      "  ./millrace quarantine 17 --content",
      "  ./millrace quarantine 17 --release --alike --reason \"contract is mended\"",
      "  ./millrace quarantine 17 --discard --reason \"a test of theirs\""
    })
final class QuarantineCommand implements Callable<Integer> {

  private static final int PRINTED = 5;

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      converter = Arguments.EntryNumber.class,
      description = "Number of a document.")
  private @Nullable Long number;

  @Option(
      names = "--content",
      description = "Print the document as it came. Needs the right read-payload.")
  private boolean content;

  @Option(names = "--release", description = "Take it in.")
  private boolean release;

  @Option(names = "--discard", description = "Decide that it is not to be taken.")
  private boolean discard;

  @Option(names = "--alike", description = "Decide for all that wait for the same reason.")
  private boolean alike;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Reason.Checked.class,
      description = "Why, in 3 to 500 characters; it is recorded with your key's name.")
  private @Nullable String reason;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    check();
    NodeClient client = NodeClient.of(node);
    if (number == null) {
      list(client);
    } else if (content) {
      output.line(client.get("/v1/quarantine/" + number + "/content").text());
    } else if (release || discard) {
      decide(client, number);
    } else {
      one(client.get("/v1/quarantine/" + number).good());
    }
    return ExitStatus.DONE;
  }

  private void check() {
    boolean decides = release || discard;
    if (release && discard) {
      throw wrong("--release and --discard exclude each other");
    }
    if (number == null && (decides || content)) {
      throw wrong("name a document by its number");
    }
    if (decides && reason == null) {
      throw wrong("say why: --reason TEXT");
    }
  }

  private RuntimeException wrong(String what) {
    return spec == null
        ? new IllegalStateException(what)
        : new ParameterException(spec.commandLine(), what);
  }

  private void list(NodeClient client) {
    Answer groups = client.get("/v1/quarantine/groups");
    if (output.isJson()) {
      output.document(groups.good());
      return;
    }
    if (groups.items().isEmpty()) {
      output.line("nothing is in quarantine");
      return;
    }
    for (JsonNode group : groups.items()) {
      output.line(
          "%s: %s, %d waiting, %d of them would be taken now"
              .formatted(
                  Json.text(group, "channelTitle"),
                  Json.text(group, "title"),
                  group.path("documents").asInt(),
                  group.path("wouldBeTaken").asInt()));
      output.line(latest(client, group).toString());
    }
    output.note("look at one: ./millrace quarantine NUMBER");
  }

  private static Table latest(NodeClient client, JsonNode group) {
    Table table = new Table("  ");
    client
        .get(
            "/v1/quarantine"
                + NodeClient.query(
                    List.of(
                        Map.entry("alike", Json.text(group, "alike")),
                        Map.entry("state", "waiting"),
                        Map.entry("limit", Integer.toString(PRINTED)))))
        .items()
        .forEach(
            entry ->
                table.row(
                    entry.path("number").asLong(),
                    "received " + MessageText.time(entry, "receivedAt"),
                    times(entry),
                    entry.path("size").asInt() + " bytes"));
    return table;
  }

  private static String times(JsonNode entry) {
    int times = entry.path("times").asInt();
    return times == 1 ? "once" : times + " times";
  }

  private void one(JsonNode entry) {
    if (output.isJson()) {
      output.document(entry);
      return;
    }
    output.line(
        "document %d from %s over %s: %s"
            .formatted(
                entry.path("number").asLong(),
                Json.text(entry, "sender"),
                Json.text(entry, "channelTitle"),
                Json.text(entry, "state")));
    output.line("  " + Json.text(entry, "detail"));
    Table about = new Table("  ");
    about.row("received", MessageText.time(entry, "receivedAt") + ", " + times(entry));
    about.row("reason", Json.text(entry, "code"));
    about.row("size", entry.path("size").asInt() + " bytes");
    about.row("correlation", Json.text(entry, "correlationId"));
    for (Map.Entry<String, JsonNode> header : entry.path("headers").properties()) {
      about.row(header.getKey(), header.getValue().asString(""));
    }
    if (!Json.text(entry, "endedBy").isEmpty()) {
      about.row(
          "decided",
          "%s by %s: %s"
              .formatted(
                  MessageText.time(entry, "endedAt"),
                  Json.text(entry, "endedBy"),
                  Json.text(entry, "endedReason")));
    }
    if (!Json.text(entry, "message").isEmpty()) {
      about.row("message", Json.text(entry, "message"));
    }
    output.line(about.toString());
    if (Json.text(entry, "state").equals("waiting")) {
      output.line("  " + next(entry));
    }
  }

  private static String next(JsonNode entry) {
    return entry.path("wouldBeTaken").asBoolean()
        ? "Its flow would take it now: ./millrace quarantine %d --release --reason \"…\""
            .formatted(entry.path("number").asLong())
        : "Mend the landscape or the channel, then release it; or discard it.";
  }

  private void decide(NodeClient client, long which) {
    String verb = release ? "release" : "discard";
    ObjectNode body = Json.object("reason", String.valueOf(reason));
    String address = "/v1/quarantine/" + which + "/" + verb;
    if (alike) {
      body.put("alike", Json.text(client.get("/v1/quarantine/" + which).good(), "alike"));
      address = "/v1/quarantine/" + verb;
    }
    JsonNode answer = client.post(address, body).good();
    if (output.isJson()) {
      output.document(answer);
      return;
    }
    String done = release ? "released" : "discarded";
    output.line("%s: %d".formatted(done, answer.path(done).asInt()));
    int refused = answer.path("stillRefused").asInt();
    if (refused > 0) {
      output.line("still not taken: %d; %s".formatted(refused, Json.text(answer, "why")));
    }
  }
}
