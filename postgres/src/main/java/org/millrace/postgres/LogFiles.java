package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Bounds the server's log: PostgreSQL rotates its files but never deletes one. */
final class LogFiles {
  /** Of 10 MB each at most. */
  private static final int KEPT = 20;

  private LogFiles() {}

  static void prune(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(folder)) {
      newestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path old : newestFirst.stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
  }
}
