package org.millrace.bench.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process with its output in a file. It is ended with this JVM, so that an interrupted run
 * leaves nothing behind.
 */
public final class Child {
  private static final long LOOK_MILLIS = 5;
  private static final int TAIL = 2_000;

  /** How long a process may take to end by itself before it is killed. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public static Child start(String name, List<String> command, Path log) throws IOException {
    return start(name, new ProcessBuilder(command), log);
  }

  /** With a folder or an environment of its own. */
  public static Child start(String name, ProcessBuilder command, Path log) throws IOException {
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Child(name, process, log);
  }

  public Process process() {
    return process;
  }

  /** Everything it has printed so far. */
  public String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits for a condition, and fails with the end of its output if it dies or takes too long. */
  public void await(BooleanSupplier ready, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failed("ended with status " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() > end) {
        throw failed("was not ready within " + limit.toSeconds() + " s");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private EngineFailure failed(String what) {
    String all = output();
    String tail = all.substring(Math.max(0, all.length() - TAIL));
    return new EngineFailure(name + " " + what + ". Its output (" + log + ") ends with:\n" + tail);
  }

  /** SIGTERM, and SIGKILL if it does not end in time. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forget();
  }

  /** To be called when it was ended by other means. */
  public void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook with it.
    }
  }
}
