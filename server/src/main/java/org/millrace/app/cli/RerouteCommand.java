package org.millrace.app.cli;

import picocli.CommandLine.Command;

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
final class RerouteCommand extends DeliveryDecision {

  RerouteCommand() {
    super("reroute");
  }

  @Override
  String done(String decided) {
    return "rerouted: its message goes to the other target; look: ./millrace show "
        + messageOf(decided);
  }
}
