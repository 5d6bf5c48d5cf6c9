package org.millrace.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Where the tests' servers live. */
final class TestFolders {
  private static final int FIRST_PORT = 25_000;
  private static final int LAST_PORT = 25_099;

  private TestFolders() {}

  /** Shared by all tests: unpacking takes a second. */
  static Path cache() {
    return Path.of("target", "postgres-binaries").toAbsolutePath();
  }

  static PostgresSettings settings(Path folder) {
    return PostgresSettings.of(folder.resolve("data"), cache()).withPort(freePort());
  }

  static int freePort() {
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("no free port for the tests");
  }
}
