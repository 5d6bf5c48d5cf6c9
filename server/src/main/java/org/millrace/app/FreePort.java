package org.millrace.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses a port before anything listens there, for what has to know an address beforehand. */
final class FreePort {

  private FreePort() {}

  /** The port itself, or one on loopback that is free if it is 0. */
  static int of(int port) {
    if (port != 0) {
      return port;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure("No free port could be found on 127.0.0.1: " + e.getMessage(), e);
    }
  }
}
