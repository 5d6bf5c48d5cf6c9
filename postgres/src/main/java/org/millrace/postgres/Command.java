package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours: in a clean environment, without a terminal, its output in a file. */
final class Command {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "TZ", "UTC");
  private static final int EXIT_KILLED = 137;

  private Command() {}

  /**
   * PG… variables of the node's environment must not reach PostgreSQL, and a pipe would kill it.
   */
  static Process start(List<String> command, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(output.toFile());
    return builder.start();
  }

  /** The exit code; what it said is in the file. Killed if it takes longer than the limit. */
  static int run(List<String> command, Path output, Duration limit) throws IOException {
    Process process = start(command, output);
    try {
      if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      Files.writeString(output, "took longer than " + limit);
      return EXIT_KILLED;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw Wait.interrupted(e);
    }
  }
}
