package org.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends one business message, or many. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = "Send a business message, or a batch of them, and print what became of it.",
    footer = {
      "",
      "Without --wait the exit status is 0 as soon as the message is durable. With it: 0 once it"
          + " has",
      "its effect, 1 if a person has to decide or it has none, 5 if that is not known in time.",
      "With --batch the file holds many: a list of documents, one a line (.jsonl), or a batch as"
          + " the API",
      "takes it. The status is then 0 if every record was taken, 1 if some were refused, 5 if not"
          + " all of",
      "them have their outcome in time. The same batch again goes on, and nothing is taken twice.",
      "Examples:",
      "  ./millrace send confirm-production confirmation.json --wait 10",
      "  ./millrace send confirm-production night.jsonl --batch --policy partial --at-least 97%"
    })
final class SendCommand implements Callable<Integer> {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Set<String> WITHOUT_EFFECT = Set.of("rejected", "cancelled");

  @Parameters(
      index = "0",
      paramLabel = "OPERATION",
      converter = Arguments.Name.class,
      description = "What the message asks for, such as confirm-production.")
  private String operation = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The document or documents as JSON; - reads from the standard input.")
  private String file = "";

  @Option(
      names = "--idempotency-key",
      paramLabel = "TEXT",
      description =
          "Makes a repetition harmless; needed where the flow declares no key. Names the batch, if"
              + " it is one.")
  private @Nullable String idempotencyKey;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      converter = Arguments.Wait.class,
      description = "Wait for the outcome, from 1 to 60 seconds.")
  private int wait;

  @Option(names = "--batch", description = "The file holds many documents.")
  private boolean batch;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "What to do if records of a batch are not fit: partial or all-or-nothing; needed where"
              + " neither the flow nor the file says it.")
  private @Nullable String policy;

  @Option(
      names = "--at-least",
      paramLabel = "N",
      description =
          "Take nothing of a batch if fewer records are fit: a number, or a share such as 97%%.")
  private @Nullable String atLeast;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws InterruptedException {
    byte[] document = document();
    if (batch) {
      return sendBatch(new BatchFile(document, file));
    }
    Json.whyNone(document)
        .ifPresent(
            why -> {
              throw new CommandFailure(
                  ExitStatus.NO, "%s %s. Nothing was sent.".formatted(named(), why));
            });
    NodeClient client = NodeClient.of(node);
    Answer answer =
        client.post("/v1/operations/" + operation, document, "application/json", headers());
    JsonNode job = answer.good();
    if (wait > 0) {
      job = followed(client, Json.text(job, "id"));
    }
    if (output.isJson()) {
      output.document(job);
    } else {
      boolean repeated = answer.header("Idempotency-Replayed").isPresent();
      print(job, repeated);
    }
    return wait > 0 ? outcome(job) : ExitStatus.DONE;
  }

  private int sendBatch(BatchFile documents) {
    NodeClient client = NodeClient.of(node);
    Map<String, String> headers = new HashMap<>();
    if (wait > 0) {
      headers.put("Prefer", "wait=" + wait);
    }
    JsonNode answer =
        client
            .post(
                "/v1/operations/" + operation + "/batch",
                documents.request(policy, atLeast, idempotencyKey),
                "application/json",
                headers)
            .good();
    BatchesCommand.print(client, answer, output);
    if (answer.path("open").asInt() > 0) {
      return ExitStatus.NOT_YET;
    }
    return answer.path("refused").asInt() > 0 ? ExitStatus.NO : ExitStatus.DONE;
  }

  private String named() {
    return file.equals("-") ? "The standard input" : "The file " + file;
  }

  private byte[] document() {
    try {
      return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      String why = Files.exists(Path.of(file)) ? "cannot be read" : "is not there";
      throw new CommandFailure(ExitStatus.USAGE, named() + " " + why + ".");
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (idempotencyKey != null) {
      headers.put("Idempotency-Key", structured(idempotencyKey));
    }
    return headers;
  }

  /** A string of RFC 8941. */
  private static String structured(String key) {
    if (key.isEmpty() || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--idempotency-key must be of printable ASCII characters.");
    }
    return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void print(JsonNode job, boolean repeated) {
    String id = Json.text(job, "id");
    output.line(
        "%s %s".formatted(repeated ? "accepted before, nothing was sent twice:" : "accepted", id));
    output.line(
        "  technical: %s, business: %s"
            .formatted(Json.text(job, "technical"), Json.text(job, "business")));
    Table table = new Table("  ");
    for (JsonNode delivery : Json.list(job, "deliveries")) {
      String reference = Json.text(delivery, "reference");
      table.row(
          Json.text(delivery, "system"),
          Json.text(delivery, "operation"),
          Json.text(delivery, "state"),
          reference.isEmpty() ? Json.text(delivery, "waitsFor") : "as " + reference);
    }
    if (!table.isEmpty()) {
      output.line(table.toString());
    }
    output.line("look at it: ./millrace show " + id);
  }

  /**
   * The job once there is nothing to wait for. Asked again and again: what needs a person would not
   * end a wait at the node.
   */
  private JsonNode followed(NodeClient client, String id) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    Duration pause = SHORTEST_PAUSE;
    while (true) {
      JsonNode job = client.get("/v1/jobs/" + id).good();
      long left = deadline - System.nanoTime();
      if (outcome(job) != ExitStatus.NOT_YET || left <= 0) {
        return job;
      }
      Thread.sleep(Duration.ofNanos(Math.min(left, pause.toNanos())));
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private static int outcome(JsonNode job) {
    return switch (Json.text(job, "technical")) {
      case "delivered" -> ExitStatus.DONE;
      case "ended" ->
          WITHOUT_EFFECT.contains(Json.text(job, "business")) ? ExitStatus.NO : ExitStatus.DONE;
      case "needs-person" -> ExitStatus.NO;
      default -> ExitStatus.NOT_YET;
    };
  }
}
