package org.millrace.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.postgres.PostgresFailure.Kind;

/** Turns what PostgreSQL said before it gave up into one sentence with a remedy. */
final class StartFailure {
  private static final Pattern SETTING =
      Pattern.compile(
          "(unrecognized configuration parameter|invalid value for parameter|outside the valid"
              + " range|requires a numeric value|requires a Boolean value).*");
  private static final Pattern MEMORY =
      Pattern.compile("could not map anonymous shared memory|Cannot allocate memory");
  private static final Pattern LOCK_FILE =
      Pattern.compile("lock file .* already exists|pre-existing shared memory block");
  private static final Pattern REASON =
      Pattern.compile("(?:PANIC|FATAL|ERROR|error): +(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LAST_WORDS = Pattern.compile("(PANIC|FATAL): ");
  private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS_PAUSE = Duration.ofMillis(20);
  private static final int LONGEST_LOG = 1 << 20;

  private StartFailure() {}

  /** Whether a server that is just ending still held the folder: to be tried again. */
  static boolean isHeldByAnother(String said) {
    return LOCK_FILE.matcher(said).find();
  }

  static PostgresFailure explain(String said, DataFolder folder, int port) {
    if (said.contains("No space left on device")) {
      return new PostgresFailure(Kind.DISK_FULL, PostgresFailure.diskFull(folder.root()));
    }
    if (said.contains("Address already in use")) {
      return new PostgresFailure(
          Kind.PORT_TAKEN,
          ("Port %d on 127.0.0.1 is taken by another program: stop that, or choose another port"
                  + " for the database.")
              .formatted(port));
    }
    if (said.contains("could not look up effective user ID")) {
      return new PostgresFailure(
          Kind.NO_ACCOUNT,
          "The user that this node runs as has no entry in /etc/passwd, which PostgreSQL needs: add"
              + " one, or use an external PostgreSQL with --database URL.");
    }
    Matcher setting = SETTING.matcher(said);
    if (setting.find()) {
      return new PostgresFailure(
          Kind.BAD_SETTING,
          "PostgreSQL refuses a setting (%s): correct or remove it.".formatted(setting.group()));
    }
    if (MEMORY.matcher(said).find()) {
      return new PostgresFailure(
          Kind.OUT_OF_MEMORY,
          "This machine has too little free memory for PostgreSQL: free some, or lower its setting"
              + " shared_buffers.");
    }
    return new PostgresFailure(
        Kind.START_FAILED,
        "PostgreSQL did not start (%s): see %s and %s."
            .formatted(reason(said), folder.startLog(), folder.serverLogs()));
  }

  /**
   * The words of the last start: its first output, and its own log if it came to open one. The
   * logger is a process of its own, which may write them when the server has ended already.
   */
  static String lastWords(DataFolder folder) throws IOException {
    long began = System.nanoTime();
    String said = said(folder);
    while (!LAST_WORDS.matcher(said).find()
        && System.nanoTime() - began < LAST_WORDS_LIMIT.toNanos()) {
      Wait.pause(LAST_WORDS_PAUSE);
      said = said(folder);
    }
    return said;
  }

  private static String said(DataFolder folder) throws IOException {
    String first = Files.readString(folder.startLog());
    Path newest = folder.startLog();
    if (Files.isDirectory(folder.serverLogs())) {
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder.serverLogs())) {
        for (Path log : logs) {
          if (Files.getLastModifiedTime(log).compareTo(Files.getLastModifiedTime(newest)) > 0) {
            newest = log;
          }
        }
      }
    }
    boolean hasOwn = !newest.equals(folder.startLog()) && Files.size(newest) <= LONGEST_LOG;
    return hasOwn ? first + Files.readString(newest) : first;
  }

  private static String reason(String said) {
    Matcher matcher = REASON.matcher(said);
    String last = "";
    while (matcher.find()) {
      last = matcher.group(1);
    }
    List<String> lines = said.strip().lines().toList();
    return last.isEmpty() && !lines.isEmpty() ? lines.getLast() : last;
  }
}
