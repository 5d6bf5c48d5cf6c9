package org.millrace.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

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
final class SettleCommand extends DeliveryDecision {

  @Option(
      names = "--document",
      required = true,
      paramLabel = "NUMBER",
      description = "Number of the document in the target system.")
  private String document = "";

  SettleCommand() {
    super("settle");
  }

  @Override
  void complete(ObjectNode body) {
    body.put("document", document);
  }

  @Override
  String done(String decided) {
    return "recorded: %s was done by hand as %s".formatted(decided, document);
  }
}
