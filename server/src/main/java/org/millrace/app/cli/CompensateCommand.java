package org.millrace.app.cli;

import picocli.CommandLine.Command;

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
final class CompensateCommand extends DeliveryDecision {

  CompensateCommand() {
    super("compensate");
  }

  @Override
  String done(String decided) {
    return "given up: what was done before is taken back; look: ./millrace show "
        + messageOf(decided);
  }
}
