package org.millrace.app.cli;

import java.nio.file.Files;
import org.millrace.app.Installation;
import org.millrace.app.NodeSettings;
import org.millrace.app.doctor.Listeners;

/** What would stop a start anyway, told before anything is made or started. */
final class Preflight {

  private Preflight() {}

  /**
   * @param option what chooses another port
   * @throws CommandFailure if nothing can listen there, with the process that does
   */
  static void port(String host, int port, String option) {
    if (port == 0 || Listeners.isFree(host, port)) {
      return;
    }
    throw new CommandFailure(
        ExitStatus.NO,
        Listeners.at(port)
            .map(
                owner ->
                    "Port %d on %s is taken by %s: stop that program, or choose another with %s."
                        .formatted(port, host, owner, option))
            .orElseGet(
                () ->
                    "Nothing can listen at %s, port %d: choose another with %s, or an address of this"
                            .formatted(host, port, option)
                        + " machine with --host."));
  }

  /**
   * @throws CommandFailure if it is a first start without a landscape
   */
  static void landscape(NodeSettings settings) {
    boolean first =
        settings.database().isEmpty()
            && !Files.exists(new Installation(settings.data()).postgres().resolve("cluster"));
    if (first && settings.landscape().isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NO,
          "There is no node in %s yet: its first start needs --landscape FOLDER, for example"
                  .formatted(settings.data())
              + " --landscape examples/discrete-plant.");
    }
  }
}
