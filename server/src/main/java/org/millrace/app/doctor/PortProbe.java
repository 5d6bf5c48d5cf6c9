package org.millrace.app.doctor;

import java.util.List;

/** Whether a node could listen at its port. */
public final class PortProbe implements Probe {

  private final String host;
  private final int port;

  public PortProbe(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public String check() {
    return "port " + port;
  }

  @Override
  public List<Finding> look() {
    if (Listeners.isFree(host, port)) {
      return List.of(Finding.ok(check(), "free"));
    }
    return List.of(
        Finding.warn(
            check(),
            "taken by " + Listeners.at(port).orElse("a process that this user may not see"),
            "stop that program, or start the node with another --port"));
  }
}
