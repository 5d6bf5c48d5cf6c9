package org.millrace.bench.peer;

import java.nio.file.Path;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresSettings;

/**
 * The project's embedded PostgreSQL with the settings that Millrace and the probe have, for one
 * peer. It is stopped with this JVM.
 */
final class PeerDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Thread hook;

  private PeerDatabase(EmbeddedPostgres server) {
    this.server = server;
    this.hook = Thread.ofPlatform().unstarted(server::close);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts with empty data.
   *
   * @param binaries PostgreSQL's unpacked binaries, shared by all
   */
  static PeerDatabase start(Path folder, Path binaries) {
    return new PeerDatabase(EmbeddedPostgres.start(PostgresSettings.of(folder, binaries)));
  }

  EmbeddedPostgres server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook has nothing left to do.
    }
  }
}
