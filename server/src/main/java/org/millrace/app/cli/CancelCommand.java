package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends a delivery without effect. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "End a delivery without effect: it is not to be done.",
    footer = {
      "",
      "What waits behind it goes on; later steps of its message are skipped.",
      "Example: ./millrace cancel 0198….…:1 --reason \"order was cancelled by the customer\""
    })
final class CancelCommand implements Callable<Integer> {

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
            .post("/v1/deliveries/" + delivery + "/cancel", Json.object("reason", reason.text()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line("cancelled: " + delivery);
    }
    return ExitStatus.DONE;
  }
}
