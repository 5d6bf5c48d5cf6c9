package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of a node's embedded PostgreSQL, so that they can be killed. */
final class PostgresProcesses {

  private static final int STATUS_LINE = 7;

  private PostgresProcesses() {}

  static Path cluster(Path data) {
    return data.resolve("postgres/cluster");
  }

  /** The postmaster's process. */
  static long pid(Path data) throws IOException {
    return Long.parseLong(lock(data).getFirst().strip());
  }

  /** Whether another postmaster than this accepts connections, as its lock file says. */
  static boolean isBack(Path data, long before) {
    try {
      List<String> lines = lock(data);
      return lines.size() > STATUS_LINE
          && Long.parseLong(lines.getFirst().strip()) != before
          && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** The processes that serve the node's connections. */
  static List<ProcessHandle> sessions(Path data) throws IOException {
    return ProcessHandle.of(pid(data))
        .orElseThrow()
        .children()
        .filter(child -> title(child.pid()).startsWith("postgres: millrace millrace"))
        .toList();
  }

  private static List<String> lock(Path data) throws IOException {
    return Files.readAllLines(cluster(data).resolve("postmaster.pid"));
  }

  private static String title(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
