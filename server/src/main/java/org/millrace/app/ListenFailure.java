package org.millrace.app;

import java.io.UncheckedIOException;
import java.net.BindException;

/** Turns why a node cannot listen into one sentence with a remedy. */
final class ListenFailure {

  private ListenFailure() {}

  static StartFailure explained(String host, int port, UncheckedIOException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = String.valueOf(root.getMessage());
    if (root instanceof BindException && why.contains("Address already in use")) {
      return new StartFailure(
          ("Port %d on %s is taken by another program, perhaps by another node: stop that, or"
                  + " choose another port with --port (0 takes any that is free).")
              .formatted(port, host),
          failure);
    }
    if (root instanceof BindException && why.contains("Permission denied")) {
      return new StartFailure(
          "Port %d needs rights that this user does not have: choose one from 1024 on with --port."
              .formatted(port),
          failure);
    }
    return new StartFailure(
        "The node cannot listen on %s, port %d (%s): choose an address of this machine with --host."
            .formatted(host, port, why),
        failure);
  }
}
