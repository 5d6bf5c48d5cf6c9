package org.millrace.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out before anything is started whether a port can be had. */
final class FreePort {

  private FreePort() {}

  /**
   * The port itself, or one that is free if it is 0.
   *
   * @param use who would listen there, for the message
   * @param option what chooses another one
   */
  static int of(int port, String use, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure(
          ("Port %d on 127.0.0.1, where %s would listen, is taken by another program, perhaps by"
                  + " another demo: stop that, or choose another port with %s (0 takes any that is"
                  + " free).")
              .formatted(port, use, option),
          e);
    }
  }
}
