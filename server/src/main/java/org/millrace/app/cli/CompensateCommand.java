package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives a delivery up and takes back what was done. */
@Command(
    name = "compensate",
    mixinStandardHelpOptions = true,
    description = "Give a delivery up, and take back what other steps of its message did.",
    footer = {
      "",
      "What takes an effect back is declared with `compensate` in the flow. The latest effect comes"
          + " first.",
      "Example: ./millrace compensate 0198….…:2 --reason \"the order was cancelled\""
    })
final class CompensateCommand implements Callable<Integer> {

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
            .post(
                "/v1/deliveries/" + delivery + "/compensate", Json.object("reason", reason.text()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(
          "given up: what was done before is taken back; look: ./millrace show "
              + delivery.substring(0, delivery.indexOf(':')));
    }
    return ExitStatus.DONE;
  }
}
