package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PacerTest {

  @Test
  void a_new_pace_holds_for_those_that_wait_already() {
    Pacer.Adjustable pacer = new Pacer.Adjustable(0.01);
    AtomicInteger sent = new AtomicInteger();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        var _ =
            senders.submit(
                () -> {
                  pacer.await();
                  return sent.incrementAndGet();
                });
      }
      await().during(Duration.ofMillis(200)).until(() -> sent.get() == 0);
      pacer.set(10_000);
      await().until(() -> sent.get() == 100);
    }
    assertThat(sent).hasValue(100);
  }
}
