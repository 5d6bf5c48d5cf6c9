package org.millrace.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.millrace.postgres.PostgresFailure.Kind;

/** Picks a port below the range that the kernel hands out, so that it stays free between starts. */
final class Ports {
  private static final int FIRST = 15_432;
  private static final int COUNT = 1_000;

  private Ports() {}

  static int pick() {
    int begin = ThreadLocalRandom.current().nextInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (begin + i) % COUNT;
      if (isFree(port)) {
        return port;
      }
    }
    throw new PostgresFailure(
        Kind.PORT_TAKEN,
        "All ports from %d to %d on 127.0.0.1 are taken: give the database a port."
            .formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
