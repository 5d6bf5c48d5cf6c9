package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.api.Readiness.Check;

@Timeout(30)
class NodeReadinessTest {

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean writable = true;
  private volatile boolean hanging;
  private volatile double used = 0.4;
  private volatile Optional<PostgresSupervisor.Outage> outage = Optional.empty();
  private final NodeReadiness readiness =
      NodeReadiness.over(
          new NodeReadiness.Sources(
              this::isWritable, () -> outage, () -> new Disk(OptionalDouble.of(used)), nanos::get));

  @AfterEach
  void close() {
    end.countDown();
    readiness.close();
  }

  @Test
  void the_database_is_asked_once_a_second_however_many_want_to_know() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(journal().ok()).isTrue();
    }
    assertThat(asked.get()).isLessThan(5);
    writable = false;
    await().atMost(Duration.ofSeconds(5)).until(() -> !journal().ok());
    writable = true;
    await().atMost(Duration.ofSeconds(5)).until(() -> journal().ok());
  }

  @Test
  void a_database_that_hangs_makes_the_node_unready_and_nobody_waits_for_it() {
    hanging = true;
    int before = asked.get();
    await().until(() -> asked.get() > before);
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(journal()).isEqualTo(new Check("journal", false, "the database does not answer"));
  }

  @Test
  void an_embedded_database_that_is_away_is_told_at_once_with_the_tries_so_far() {
    Instant since = Instant.parse("2026-11-21T08:00:00Z");
    outage = Optional.of(new PostgresSupervisor.Outage(since, 0));
    assertThat(journal().detail())
        .isEqualTo(
            "the embedded database ended by itself at 2026-11-21T08:00:00Z and is started again");
    outage = Optional.of(new PostgresSupervisor.Outage(since, 3));
    assertThat(journal().ok()).isFalse();
    assertThat(journal().detail()).endsWith("; 3 tries failed, the node's log says why");
  }

  @Test
  void a_disk_that_fills_up_warns_first_and_then_pauses_the_intake_until_there_is_room() {
    used = 0.80;
    await().until(() -> disk().detail().contains("free some space"));
    assertThat(disk().ok()).isTrue();
    assertThat(readiness.pausesIntake()).isEmpty();
    used = 0.92;
    await().until(() -> !disk().ok());
    assertThat(readiness.pausesIntake())
        .contains(
            "92 % of the disk is used; free some space: nothing is taken in until it is below 92"
                + " %");
    used = 0.5;
    await().until(() -> readiness.pausesIntake().isEmpty());
    assertThat(disk()).isEqualTo(new Check("disk", true, "50 % of the disk is used"));
  }

  private boolean isWritable() {
    asked.incrementAndGet();
    if (hanging) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return writable;
  }

  private Check journal() {
    return readiness.checks().getFirst();
  }

  private Check disk() {
    return readiness.checks().getLast();
  }
}
