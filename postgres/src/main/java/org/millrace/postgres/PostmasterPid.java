package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * PostgreSQL's own lock file, {@code postmaster.pid}: its process, its port and how far it is.
 * Lines are added while it starts; see {@code src/include/utils/pidfile.h} of PostgreSQL.
 */
record PostmasterPid(long pid, int port, String status) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Empty if there is none, or none that can be read, which a loss of power leaves behind. */
  static Optional<PostmasterPid> read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw PostgresFailure.of(e, file);
    }
  }

  static Optional<PostmasterPid> parse(List<String> lines) {
    try {
      long pid = Long.parseLong(lines.getFirst().strip());
      int port = lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
      String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
      return Optional.of(new PostmasterPid(pid, port, status));
    } catch (NumberFormatException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }

  boolean isStopping() {
    return status.equals("stopping");
  }
}
