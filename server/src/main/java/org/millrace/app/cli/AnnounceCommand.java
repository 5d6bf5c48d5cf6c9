package org.millrace.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells that something happened in the business. */
@Command(
    name = "announce",
    mixinStandardHelpOptions = true,
    description = "Tell that something happened in the business; what waits for it goes.",
    footer = {
      "",
      "What waits for which event is declared with `release-on` in systems/*.yaml.",
      "Example: ./millrace announce item-plant.activated --about M-100 --reason \"new item\""
    })
final class AnnounceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "EVENT",
      description = "The event's type, such as fiscal-period.reopened.")
  private String type = "";

  @Option(
      names = "--about",
      paramLabel = "WHAT",
      description = "What it is about, such as an item's number.")
  private @Nullable String about;

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    var body = Json.object("reason", reason.text()).put("type", type);
    if (about != null) {
      body.put("about", about);
    }
    JsonNode answer = NodeClient.of(node).post("/v1/events", body).good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line("announced: what waits for %s goes again, in order".formatted(type));
    }
    return ExitStatus.DONE;
  }
}
