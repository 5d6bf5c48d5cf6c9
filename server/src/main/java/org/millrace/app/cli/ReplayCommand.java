package org.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Plans replays, decides about them, follows them. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Let many deliveries go again by a plan: dry run, approval, ramped run.",
    footer = {
      "",
      "With --mode: make a plan, for a --case or for what was accepted --since; nothing is sent, it"
          + " says",
      "what would happen. Modes: resend, remap (by the landscape in force), resume (also what was"
          + " skipped",
      "or cancelled), reroute, compensate, settle (done by hand, with --documents).",
      "With a number: that plan. With an action after the number, that is done: approve (with"
          + " --hash as",
      "the plan shows it), start, pause, resume, stop, discard. If anything of a plan has changed,"
          + " it is",
      "stale and nothing happens.",
      "Examples:",
      "  ./millrace replay --mode resend --case 17 --reason \"the period was reopened\"",
      "  ./millrace replay 3 --show still-fails",
      "  ./millrace replay 3 approve --hash 9f2c6a1b --reason \"checked with finance\"",
      "  ./millrace replay 3 start --reason \"after the shift\""
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Duration PLANNING_PATIENCE = Duration.ofMinutes(5);
  private static final List<String> ACTIONS =
      List.of("approve", "start", "pause", "resume", "stop", "discard");

  /** Shorter ones might be another plan's. */
  private static final int SHORTEST_HASH = 8;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NUMBER",
      converter = Arguments.PlanNumber.class,
      description = "Number of a plan.")
  private @Nullable Long number;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "approve, start, pause, resume, stop or discard.")
  private @Nullable String action;

  @Option(names = "--mode", paramLabel = "MODE", description = "Make a plan of this mode.")
  private @Nullable String mode;

  @Option(
      names = "--case",
      paramLabel = "NUMBER",
      converter = Arguments.CaseNumber.class,
      description = "For what waits in this case.")
  private @Nullable Long caseNumber;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Arguments.Time.class,
      description = "For what was accepted from this time on.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Arguments.Time.class,
      description = "And before this one; now, if it is not given.")
  private @Nullable Instant until;

  @Option(
      names = "--flow",
      paramLabel = "NAME",
      converter = Arguments.Name.class,
      description = "Only of this flow.")
  private @Nullable String flow;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      converter = Arguments.Name.class,
      description = "Only to this target.")
  private @Nullable String system;

  @Option(
      names = "--business-key",
      paramLabel = "TEXT",
      description = "Only business keys that begin so.")
  private @Nullable String key;

  @Option(
      names = "--documents",
      paramLabel = "FILE",
      description = "For settle: a line for each business key, a comma and its document's number.")
  private @Nullable Path documents;

  @Option(names = "--rate", paramLabel = "COUNT", description = "Most deliveries a second (20).")
  private @Nullable Integer rate;

  @Option(
      names = "--under-way",
      paramLabel = "COUNT",
      description = "Most deliveries of the plan under way at once (50).")
  private @Nullable Integer underWay;

  @Option(
      names = "--stop-after",
      paramLabel = "COUNT",
      description = "So many that failed again stop it (10).")
  private @Nullable Integer stopAfter;

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      description =
          "List the plan's deliveries of one prediction (would-post, duplicate, still-fails,"
              + " blocked-by).")
  private @Nullable String show;

  @Option(names = "--hash", paramLabel = "HASH", description = "What you approve; 8 characters do.")
  private @Nullable String hash;

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
  public Integer call() throws InterruptedException {
    NodeClient client = NodeClient.of(node);
    if (mode != null) {
      told(client, planned(client, client.post("/v1/replays", order()).good()));
    } else if (number == null) {
      list(client.get("/v1/replays"));
    } else if (action == null) {
      told(client, client.get("/v1/replays/" + number).good());
    } else {
      told(client, acted(client, number, action));
    }
    return ExitStatus.DONE;
  }

  private ObjectNode order() {
    if (number != null || (caseNumber == null) == (since == null)) {
      throw wrong("a plan is for a --case or for what was accepted --since; it gets its number");
    }
    ObjectNode order = Json.object("mode", String.valueOf(mode), "reason", reason());
    ObjectNode scope = order.putObject("scope");
    put(scope, "case", caseNumber);
    put(scope, "since", since == null ? null : since.toString());
    put(scope, "until", until == null ? null : until.toString());
    put(scope, "flow", flow);
    put(scope, "system", system);
    put(scope, "key", key);
    put(order, "rate", rate);
    put(order, "underWay", underWay);
    put(order, "stopAfterFailures", stopAfter);
    if (documents != null) {
      ObjectNode numbers = order.putObject("documents");
      ReplayText.documents(lines(documents)).forEach(numbers::put);
    }
    return order;
  }

  private static void put(ObjectNode object, String name, @Nullable Object value) {
    if (value != null) {
      object.set(name, Json.object("value", value).get("value"));
    }
  }

  private List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw wrong("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** The dry run takes a moment. */
  private static JsonNode planned(NodeClient client, JsonNode filed) throws InterruptedException {
    JsonNode plan = filed;
    long end = System.nanoTime() + PLANNING_PATIENCE.toNanos();
    while (Json.text(plan, "state").equals("planning") && System.nanoTime() < end) {
      Thread.sleep(200);
      plan = client.get("/v1/replays/" + filed.path("number").asLong()).good();
    }
    return plan;
  }

  private JsonNode acted(NodeClient client, long plan, String verb) {
    if (!ACTIONS.contains(verb)) {
      throw wrong("'%s' is no action: they are %s".formatted(verb, String.join(", ", ACTIONS)));
    }
    ObjectNode body = Json.object("reason", reason());
    if (verb.equals("approve")) {
      body.put("hash", whole(client.get("/v1/replays/" + plan).good()));
    }
    return client.post("/v1/replays/" + plan + "/" + verb, body).good();
  }

  /** What is approved is what was seen: its hash is given, not looked up. */
  private String whole(JsonNode plan) {
    String given = String.valueOf(hash);
    if (hash == null || given.length() < SHORTEST_HASH) {
      throw wrong(
          "say what you approve: --hash, as ./millrace replay %s shows it".formatted(number));
    }
    String whole = Json.text(plan, "hash");
    return whole.startsWith(given) ? whole : given;
  }

  private String reason() {
    if (reason == null) {
      throw wrong("say why: --reason TEXT");
    }
    return reason;
  }

  private RuntimeException wrong(String what) {
    return spec == null
        ? new IllegalStateException(what)
        : new ParameterException(spec.commandLine(), what);
  }

  private void list(Answer plans) {
    if (output.isJson()) {
      output.document(plans.good());
    } else if (plans.items().isEmpty()) {
      output.line("no replay plans");
    } else {
      output.line(ReplayText.list(plans.items()).toString());
    }
  }

  private void told(NodeClient client, JsonNode plan) {
    Answer entries =
        show == null
            ? null
            : client.get(
                "/v1/replays/"
                    + plan.path("number").asLong()
                    + "/entries"
                    + NodeClient.query(List.of(Map.entry("prediction", show))));
    if (output.isJson()) {
      output.document(entries == null ? plan : entries.good());
      return;
    }
    output.line(ReplayText.title(plan));
    output.line(ReplayText.about(plan).toString());
    if (entries != null) {
      output.line("");
      output.line(
          entries.items().isEmpty() ? "  none" : ReplayText.entries(entries.items()).toString());
    }
    ReplayText.next(plan).ifPresent(output::note);
  }
}
