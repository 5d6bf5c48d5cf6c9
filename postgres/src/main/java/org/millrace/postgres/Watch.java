package org.millrace.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices the end of a server, an adopted one too, and bounds its log while it lives. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

  private Watch() {}

  /** Completed by a thread of its own, within 0.05 s of the end. */
  static CompletableFuture<EmbeddedPostgres.Exit> begin(
      ServerProcess server, DataFolder folder, BooleanSupplier isStopping) {
    CompletableFuture<EmbeddedPostgres.Exit> exit = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("postgres-watch-" + server.pid())
        .start(
            () -> {
              while (server.isAlive()) {
                prune(folder);
                if (waitForEnd(server)) {
                  break;
                }
              }
              exit.complete(
                  isStopping.getAsBoolean()
                      ? EmbeddedPostgres.Exit.STOPPED
                      : EmbeddedPostgres.Exit.CRASHED);
            });
    return exit;
  }

  private static boolean waitForEnd(ServerProcess server) {
    long began = System.nanoTime();
    while (server.isAlive()) {
      if (System.nanoTime() - began > PRUNE_EVERY.toNanos()) {
        return false;
      }
      Wait.pause(STEP);
    }
    return true;
  }

  private static void prune(DataFolder folder) {
    try {
      LogFiles.prune(folder.serverLogs());
    } catch (IOException e) {
      LOG.warn("Old PostgreSQL logs cannot be deleted: {}", e.toString());
    }
  }
}
