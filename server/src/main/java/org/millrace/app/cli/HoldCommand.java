package org.millrace.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Stops a target's queue. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Stop sending to a system. Messages for it are still accepted, and wait.",
    footer = {
      "",
      "./millrace release system NAME lets it go on.",
      "Example: ./millrace hold erp --reason \"stocktaking\""
    })
final class HoldCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SYSTEM",
      converter = Arguments.Name.class,
      description = "Name of a system that gets deliveries.")
  private String system = "";

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    JsonNode answer =
        NodeClient.of(node)
            .post("/v1/systems/" + system + "/hold", Json.object("reason", reason.text()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(
          "held: nothing is sent to `%s` until ./millrace release system %1$s".formatted(system));
    }
    return ExitStatus.DONE;
  }
}
