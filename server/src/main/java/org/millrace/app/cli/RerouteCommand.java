package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Brings a message to another target. */
@Command(
    name = "reroute",
    mixinStandardHelpOptions = true,
    description = "Bring a message to the other target that its step declares.",
    footer = {
      "",
      "What waited for the delivery waits for the other one. It is refused after an unknown"
          + " outcome:",
      "settle or cancel such a delivery first.",
      "Example: ./millrace reroute 0198….…:1 --reason \"the warehouse moves today\""
    })
final class RerouteCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DELIVERY",
      converter = Arguments.Delivery.class,
      description = "Id of a delivery, as ./millrace show prints it.")
  private String delivery = "";

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    JsonNode answer =
        NodeClient.of(node)
            .post("/v1/deliveries/" + delivery + "/reroute", Json.object("reason", reason.text()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(
          "rerouted: its message goes to the other target; look: ./millrace show "
              + delivery.substring(0, delivery.indexOf(':')));
    }
    return ExitStatus.DONE;
  }
}
