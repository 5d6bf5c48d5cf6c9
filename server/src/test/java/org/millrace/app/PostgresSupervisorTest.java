package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.postgres.EmbeddedPostgres.Exit;

@Timeout(30)
class PostgresSupervisorTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final FakeServer server = new FakeServer();
  private final AtomicLong nanos = new AtomicLong();
  private final PostgresSupervisor supervisor =
      PostgresSupervisor.over(server, () -> NOW, nanos::get);

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void a_server_that_crashed_is_started_again_as_often_as_it_crashes() {
    server.crash();
    await().until(() -> server.restarts.get() == 1 && supervisor.outage().isEmpty());
    server.crash();
    await().until(() -> server.restarts.get() == 2 && supervisor.outage().isEmpty());
  }

  @Test
  void a_server_that_does_not_start_is_tried_until_it_does_and_the_outage_tells_how_often() {
    server.failing = true;
    server.crash();
    await()
        .until(() -> supervisor.outage().filter(outage -> outage.failedStarts() >= 3).isPresent());
    assertThat(supervisor.outage().orElseThrow().since()).isEqualTo(NOW);
    server.failing = false;
    await().until(() -> supervisor.outage().isEmpty());
  }

  @Test
  void a_server_that_was_told_to_stop_is_left_alone() {
    server.exit.complete(Exit.STOPPED);
    await().during(Duration.ofMillis(200)).until(() -> server.restarts.get() == 0);
    assertThat(supervisor.outage()).isEmpty();
  }

  @Test
  void crashes_in_a_row_are_answered_ever_more_slowly_up_to_a_limit() {
    assertThat(IntStream.of(0, 1, 2, 3, 6, 7, 1_000).mapToObj(PostgresSupervisor::waitAfter))
        .containsExactly(
            Duration.ZERO,
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            Duration.ofMillis(6_400),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
  }

  @Test
  void a_crash_after_a_steady_life_is_a_first_one_again() {
    for (int crash = 1; crash <= 12; crash++) {
      int expected = crash;
      nanos.addAndGet(PostgresSupervisor.STEADY.toNanos());
      server.crash();
      // With waits that grew, the last ones alone would take ten seconds each.
      await().atMost(Duration.ofSeconds(2)).until(() -> server.restarts.get() == expected);
      await().until(() -> supervisor.outage().isEmpty());
    }
  }

  @Test
  void a_close_ends_the_tries() {
    server.failing = true;
    server.crash();
    await().until(() -> supervisor.outage().filter(o -> o.failedStarts() >= 2).isPresent());
    supervisor.close();
    int tries = server.restarts.get();
    server.failing = false;
    await().during(Duration.ofSeconds(1)).until(() -> server.restarts.get() == tries);
  }

  @Test
  void a_close_lets_a_start_under_way_end() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    server.mayEnd = mayEnd;
    server.crash();
    await().until(() -> server.restarts.get() == 1);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(supervisor::close);
    await().during(Duration.ofMillis(200)).until(() -> !closing.isDone());
    mayEnd.countDown();
    closing.get();
    assertThat(server.interrupted).isFalse();
  }

  /** Crashes when told to. */
  private static final class FakeServer implements PostgresSupervisor.Server {

    private final AtomicInteger restarts = new AtomicInteger();
    private volatile CompletableFuture<Exit> exit = new CompletableFuture<>();
    private volatile CountDownLatch mayEnd = new CountDownLatch(0);
    private volatile boolean failing;
    private volatile boolean interrupted;

    void crash() {
      exit.complete(Exit.CRASHED);
    }

    @Override
    public CompletableFuture<Exit> exit() {
      return exit;
    }

    @Override
    public void restart() {
      restarts.incrementAndGet();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (failing) {
        throw new IllegalStateException("the port is taken");
      }
      exit = new CompletableFuture<>();
    }

    @Override
    public Path logs() {
      return Path.of("logs");
    }
  }
}
