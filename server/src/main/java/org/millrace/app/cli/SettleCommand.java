package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Records that something was done outside. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    description =
        "Record that a delivery was done by hand in the target system. It is not sent any more.",
    footer = {
      "",
      "What waits behind it goes on.",
      "Example: ./millrace settle 0198….…:1 --document 4900000016 --reason \"posted by hand\""
    })
final class SettleCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DELIVERY",
      converter = Arguments.Delivery.class,
      description = "Id of a delivery, as ./millrace show prints it.")
  private String delivery = "";

  @Option(
      names = "--document",
      required = true,
      paramLabel = "NUMBER",
      description = "Number of the document in the target system.")
  private String document = "";

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    JsonNode answer =
        NodeClient.of(node)
            .post(
                "/v1/deliveries/" + delivery + "/settle",
                Json.object("reason", reason.text(), "document", document))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line("recorded: %s was done by hand as %s".formatted(delivery, document));
    }
    return ExitStatus.DONE;
  }
}
