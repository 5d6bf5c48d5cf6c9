package org.millrace.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Processes that are known by their ids only. */
final class Processes {
  private static final int DEPTH = 4;

  private Processes() {}

  /** SIGTERM, and SIGKILL after the limit. */
  static void end(long pid, Duration limit) {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The PostgreSQL servers whose data lie below a folder, by the file that each keeps there. */
  static Set<Long> postgresBelow(Path folder) throws IOException {
    Set<Long> pids = new HashSet<>();
    try (Stream<Path> files =
        Files.find(folder, DEPTH, (file, attributes) -> file.endsWith("postmaster.pid"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        pids.add(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
      }
    }
    return pids;
  }
}
