package org.millrace.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL again when it ended by itself, and never gives up: what keeps it
 * from starting (a full disk, a taken port) is often put right while the node waits. Thread-safe.
 */
final class PostgresSupervisor implements AutoCloseable {

  /** Wait after the second crash or failed start in a row; the first is answered at once. */
  static final Duration FIRST_WAIT = Duration.ofMillis(200);

  /** Longest wait, and so the longest time to take notice that the trouble is over. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A server that lived so long is sound: what happened before no longer counts. */
  static final Duration STEADY = Duration.ofMinutes(1);

  /** How long a close waits for a restart under way before it breaks it off. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSupervisor.class);

  /** What is supervised. */
  interface Server {

    /** Completes when the present server ends. */
    CompletableFuture<EmbeddedPostgres.Exit> exit();

    /**
     * @throws PostgresFailure if it does not come up
     */
    void restart();

    Path logs();
  }

  /**
   * The server is away.
   *
   * @param failedStarts how often it was started in vain
   */
  record Outage(Instant since, int failedStarts) {}

  private final Server server;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile @Nullable Outage outage;
  private volatile boolean starting;
  private volatile boolean closed;

  private PostgresSupervisor(Server server, InstantSource clock, LongSupplier nanoTime) {
    this.server = server;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(this::run);
  }

  static PostgresSupervisor over(EmbeddedPostgres postgres, InstantSource clock) {
    return over(
        new Server() {
          @Override
          public CompletableFuture<EmbeddedPostgres.Exit> exit() {
            return postgres.exit();
          }

          @Override
          public void restart() {
            postgres.restart();
          }

          @Override
          public Path logs() {
            return postgres.logs();
          }
        },
        clock,
        System::nanoTime);
  }

  static PostgresSupervisor over(Server server, InstantSource clock, LongSupplier nanoTime) {
    PostgresSupervisor supervisor = new PostgresSupervisor(server, clock, nanoTime);
    supervisor.thread.start();
    return supervisor;
  }

  /** Nothing while the server runs. */
  Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  private void run() {
    int inARow = 0;
    long startedAt = nanoTime.getAsLong();
    try {
      while (!closed && server.exit().get() == EmbeddedPostgres.Exit.CRASHED) {
        boolean steady = nanoTime.getAsLong() - startedAt >= STEADY.toNanos();
        inARow = bringBack(steady ? 0 : inARow);
        startedAt = nanoTime.getAsLong();
      }
    } catch (InterruptedException e) {
      LOG.debug("told to end");
    } catch (ExecutionException e) {
      LOG.error("the embedded PostgreSQL is no longer watched; restart the node", e);
    }
  }

  /** Returns how many crashes and failed starts there were in a row, this crash included. */
  private int bringBack(int before) throws InterruptedException {
    Instant since = clock.instant();
    outage = new Outage(since, 0);
    LOG.error(
        "The embedded PostgreSQL ended by itself and is started again; its log is in {}",
        server.logs());
    int inARow = before;
    for (int failed = 0; !closed; failed++) {
      Thread.sleep(waitAfter(inARow));
      inARow++;
      if (restarted(failed + 1, waitAfter(inARow))) {
        LOG.info(
            "The embedded PostgreSQL is back after {} ms",
            Duration.between(since, clock.instant()).toMillis());
        outage = null;
        return inARow;
      }
      outage = new Outage(since, failed + 1);
    }
    return inARow;
  }

  private boolean restarted(int attempt, Duration next) throws InterruptedException {
    starting = true;
    try {
      server.restart();
      return true;
    } catch (PostgresFailure e) {
      if (e.kind() == PostgresFailure.Kind.INTERRUPTED) {
        throw new InterruptedException();
      }
      LOG.atError()
          .addKeyValue("attempt", attempt)
          .addKeyValue("nextTryInMs", next.toMillis())
          .log("The embedded PostgreSQL could not be started again: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("attempt", attempt)
          .addKeyValue("nextTryInMs", next.toMillis())
          .setCause(e)
          .log("The embedded PostgreSQL could not be started again");
    } finally {
      starting = false;
    }
    return false;
  }

  /** Nothing after a first crash, then doubling. */
  static Duration waitAfter(int inARow) {
    if (inARow == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(inARow - 1, 16));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /**
   * Starts it no more. A start under way may end; if it takes too long, the server is left to the
   * next start of a node.
   */
  @Override
  public void close() {
    closed = true;
    try {
      if (!starting || !thread.join(CLOSE_PATIENCE)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
