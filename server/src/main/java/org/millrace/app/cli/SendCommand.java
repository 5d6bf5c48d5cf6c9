package org.millrace.app.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends one business message. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = "Send a business message and print what became of it.",
    footer = {"", "Example: ./millrace send confirm-production confirmation.json --wait 10"})
final class SendCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OPERATION", description = "Such as confirm-production.")
  private String operation = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The document; - reads it from input.")
  private String file = "";

  @Option(
      names = "--idempotency-key",
      paramLabel = "TEXT",
      description = "Makes a repetition harmless; optional where the flow declares a key.")
  private @Nullable String idempotencyKey;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Wait for the outcome (at most 60).")
  private int wait;

  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() {
    Map<String, String> headers = new HashMap<>();
    if (idempotencyKey != null) {
      headers.put("Idempotency-Key", '"' + idempotencyKey + '"');
    }
    if (wait > 0) {
      headers.put("Prefer", "wait=" + wait);
    }
    NodeClient client = NodeClient.of(node);
    NodeClient.Answer answer =
        client.post(
            "/v1/operations/" + operation, NodeClient.read(file), "application/json", headers);
    if (node.json()) {
      NodeClient.print(answer.body());
      return answer.isGood() ? 0 : 1;
    }
    JsonNode job = answer.good();
    System.out.printf(
        "accepted %s  technical: %s  business: %s%n",
        job.path("id").asString(""),
        job.path("technical").asString(""),
        job.path("business").asString(""));
    for (JsonNode delivery : job.path("deliveries")) {
      System.out.printf(
          "  → %s %s: %s%n",
          delivery.path("system").asString(""),
          delivery.path("operation").asString(""),
          delivery.path("state").asString(""));
    }
    System.out.println("show it: ./millrace show " + job.path("id").asString(""));
    return 0;
  }
}
