package org.millrace.app.cli;

import picocli.CommandLine.Command;

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
final class CancelCommand extends DeliveryDecision {

  CancelCommand() {
    super("cancel");
  }

  @Override
  String done(String decided) {
    return "cancelled: " + decided;
  }
}
