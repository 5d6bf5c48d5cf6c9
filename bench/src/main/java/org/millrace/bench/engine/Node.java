package org.millrace.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Millrace node over one data folder, driven by its command line and its HTTP API alone. */
public final class Node {

  /**
   * How it is started.
   *
   * @param command path of the {@code millrace} command
   */
  public record Setup(
      Path command, Path data, Path landscape, String environment, int port, Path log) {}

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);
  private static final Duration POSTGRES_STOP_LIMIT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final long LOOK_MILLIS = 10;

  private final Setup setup;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();
  private @Nullable Child child;

  public Node(Setup setup) {
    this.setup = setup;
  }

  /** Starts it, waits for readiness, and tells how many milliseconds that took. */
  public long start() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Child started =
        Child.start(
            "millrace",
            List.of(
                setup.command().toString(),
                "up",
                "--data",
                setup.data().toString(),
                "--landscape",
                setup.landscape().toString(),
                "--environment",
                setup.environment(),
                "--port",
                Integer.toString(setup.port())),
            setup.log());
    child = started;
    started.await(this::isReady, START_LIMIT);
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** Where a document of an operation is posted. */
  public URI intake(String operation) {
    return URI.create("http://127.0.0.1:" + setup.port() + "/v1/operations/" + operation);
  }

  /** A new API key for a system that may post one operation. */
  public String createKey(String system, String operation)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                setup.command().toString(),
                "key",
                "create",
                "--data",
                setup.data().toString(),
                "--system",
                system,
                "--may",
                "post:" + operation)
            .redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()))
            .start();
    String key = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || key.isBlank()) {
      throw new EngineFailure("millrace key create gave no key; see " + setup.log());
    }
    return key.strip();
  }

  /** Puts the landscape's folder in force as it is now. */
  public void applyLandscape() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                setup.command().toString(),
                "apply",
                setup.landscape().toString(),
                "--data",
                setup.data().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(setup.log().toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new EngineFailure("millrace apply failed; see " + setup.log());
    }
  }

  /** Whether its process is there. */
  public boolean isAlive() {
    Child running = child;
    return running != null && running.process().isAlive();
  }

  /** Where the node is reached. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + setup.port());
  }

  /** The process id of the JVM that does the work. */
  public long pid() {
    try {
      return Long.parseLong(Files.readString(setup.data().resolve("node.pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the node wrote no node.pid into its data folder", e);
    }
  }

  /** Its JVM and its PostgreSQL. */
  public Set<Long> processes() throws IOException {
    Set<Long> all = new HashSet<>(Processes.postgresBelow(setup.data()));
    all.add(pid());
    return all;
  }

  /** {@code kill -9}; returns when the process is gone. Its PostgreSQL goes on. */
  public void kill() throws InterruptedException {
    if (!isAlive()) {
      return; // the id in its file may be another process's by now
    }
    ProcessHandle.of(pid())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
    Child killed = child;
    if (killed != null) {
      killed.process().waitFor();
      killed.forget();
    }
  }

  /** Waits until it has ended by itself; tells whether it has. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    Child running = child;
    boolean ended =
        running == null || running.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (ended && running != null) {
      running.forget();
    }
    return ended;
  }

  /**
   * {@code kill -9} for its PostgreSQL, which the node starts again.
   *
   * @return milliseconds until the node was ready again
   */
  public long killPostgres(Duration limit) throws IOException, InterruptedException {
    for (long pid : Processes.postgresBelow(setup.data())) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    long began = System.nanoTime();
    Child running = Objects.requireNonNull(child);
    long noticed = began + PROBE_LIMIT.multipliedBy(3).toNanos();
    while (isReady() && System.nanoTime() < noticed) {
      Thread.sleep(LOOK_MILLIS);
    }
    running.await(this::isReady, limit);
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** SIGTERM, and the end of a PostgreSQL that was left behind. */
  public void stop() {
    Child running = child;
    if (running != null) {
      running.stop();
    }
    try {
      Processes.postgresBelow(setup.data()).forEach(p -> Processes.end(p, POSTGRES_STOP_LIMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    URI ready = URI.create("http://127.0.0.1:" + setup.port() + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(PROBE_LIMIT).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
