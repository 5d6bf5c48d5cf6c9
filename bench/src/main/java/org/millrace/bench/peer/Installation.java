package org.millrace.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.millrace.bench.engine.Child;

/**
 * What a peer needs and what a command makes of its sources: fetched on first use, and again when a
 * source is newer.
 *
 * @param name for messages
 * @param folder where the command runs; it is made
 * @param sources files, or folders with all that is in them
 * @param stamp written when the command has succeeded
 */
record Installation(
    String name, List<String> command, Path folder, List<Path> sources, Path stamp, Path log) {
  /** n8n brings two thousand packages. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final int TAIL = 400;

  /** Runs the command if it must; why it failed, if it did. */
  Optional<String> ensure() throws IOException, InterruptedException {
    if (isFresh()) {
      return Optional.empty();
    }
    System.err.println("installing " + name + " …");
    Files.createDirectories(folder);
    Files.createDirectories(log.toAbsolutePath().getParent());
    Files.deleteIfExists(log);
    Optional<String> failure = run();
    if (failure.isEmpty()) {
      Files.createDirectories(stamp.toAbsolutePath().getParent());
      Files.writeString(stamp, "");
    }
    return failure;
  }

  private Optional<String> run() throws InterruptedException {
    Child child;
    try {
      child = Child.start(name, new ProcessBuilder(command).directory(folder.toFile()), log);
    } catch (IOException e) {
      return Optional.of(command.getFirst() + " is not there: " + e.getMessage());
    }
    if (!child.process().waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      child.stop();
      return Optional.of("not installed within " + LIMIT.toMinutes() + " min; see " + log);
    }
    child.forget();
    return child.process().exitValue() == 0
        ? Optional.empty()
        : Optional.of(command.getFirst() + " failed: " + end(child.output()) + " (" + log + ")");
  }

  private static String end(String output) {
    String line = output.strip().replaceAll("\\s+", " ");
    return line.substring(Math.max(0, line.length() - TAIL));
  }

  private boolean isFresh() throws IOException {
    if (!Files.exists(stamp)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(stamp);
    for (Path source : sources) {
      try (Stream<Path> files = Files.walk(source)) {
        if (files.anyMatch(file -> modified(file).compareTo(made) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
