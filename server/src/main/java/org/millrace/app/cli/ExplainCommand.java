package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Explains where a message or a delivery is. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Say in plain words where a message is, why, what happens next, who holds it.",
    footer = {
      "",
      "Takes a message's id, a delivery's (the message's with a colon and the step), or a key that",
      "only one message has.",
      "Example: ./millrace explain PO-1001/3"
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID|KEY",
      description = "A message's or a delivery's id, or a business key.")
  private String what = "";

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    String delivery = Arguments.Delivery.isDelivery(what) ? what : "";
    String id = delivery.isEmpty() ? what : what.substring(0, what.indexOf(':'));
    JsonNode message =
        client
            .get("/v1/messages/" + (Arguments.Delivery.isMessage(id) ? id : theOnly(client)))
            .good();
    if (output.isJson()) {
      output.document(message.path("deliveries"));
      return ExitStatus.DONE;
    }
    output.line("%s: %s".formatted(Json.text(message, "title"), Json.text(message, "businessKey")));
    for (JsonNode each : Json.list(message, "deliveries")) {
      if (delivery.isEmpty() || delivery.equals(Json.text(each, "id"))) {
        output.line("\n" + explained(each));
      }
    }
    return ExitStatus.DONE;
  }

  private String theOnly(NodeClient client) {
    var found =
        client
            .get(
                "/v1/messages"
                    + NodeClient.query(
                        java.util.List.of(
                            java.util.Map.entry("q", what), java.util.Map.entry("limit", "2"))))
            .items();
    if (found.size() == 1) {
      return Json.text(found.getFirst(), "id");
    }
    throw new CommandFailure(
        ExitStatus.NO,
        found.isEmpty()
            ? "No message has the key %s.".formatted(what)
            : "More than one message has the key %s: choose one of ./millrace show %1$s"
                .formatted(what));
  }

  private static String explained(JsonNode delivery) {
    JsonNode explanation = delivery.path("explanation");
    Table table = new Table("  ");
    table.row("where", Json.text(explanation, "where"));
    table.row("why", Json.text(explanation, "why"));
    table.row("next", Json.text(explanation, "next"));
    table.row("who", Json.text(explanation, "holder"));
    long behind = delivery.path("behind").asLong();
    if (behind > 0) {
      table.row("behind it", behind == 1 ? "1 delivery waits" : behind + " deliveries wait");
    }
    return "%s  %s\n%s".formatted(Json.text(delivery, "id"), Json.text(delivery, "state"), table);
  }
}
