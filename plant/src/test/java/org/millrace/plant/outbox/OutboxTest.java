package org.millrace.plant.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.plant.json.Json;

class OutboxTest {
  private static final Backoff FAST = new Backoff(Duration.ofMillis(2), Duration.ofMillis(8));

  @TempDir Path folder;
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private final List<String> accepted = new CopyOnWriteArrayList<>();

  private Outbox open(Courier courier) throws IOException {
    Rate rate = new Rate(InstantSource.system(), 10_000);
    return new Outbox("mes", folder, courier, FAST, rate, 1);
  }

  private static BusinessMessage message(String key) {
    return new BusinessMessage("confirm", "mes", key, "order", key, null, Json.object());
  }

  private SendOutcome accept(BusinessMessage message) {
    accepted.add(message.key());
    return new SendOutcome.Accepted();
  }

  @Test
  void a_message_is_sent_until_accepted_before_the_next_of_its_order_key() throws IOException {
    Courier stubborn =
        message -> {
          tried.add(message.key());
          return tried.size() % 3 == 0
              ? accept(message)
              : new SendOutcome.TryAgain("HTTP 503", Optional.empty());
        };
    try (Outbox outbox = open(stubborn)) {
      outbox.put(message("a"), 1);
      outbox.put(message("b"), 2);
      outbox.start();
      await().until(() -> outbox.status().accepted() == 2);
      assertThat(tried).containsExactly("a", "a", "a", "b", "b", "b");
      assertThat(outbox.status().lastTrouble()).isEqualTo("b: HTTP 503");
    }
  }

  @Test
  void what_was_not_accepted_is_sent_after_a_restart_and_nothing_else() throws IOException {
    Courier onlyA =
        message ->
            message.key().equals("a")
                ? accept(message)
                : new SendOutcome.TryAgain("down", Optional.empty());
    try (Outbox outbox = open(onlyA)) {
      outbox.start();
      outbox.put(message("a"), 1);
      outbox.put(message("b"), 2);
      outbox.put(message("c"), 3);
      await().until(() -> outbox.status().attempts() > 4);
    }
    try (Outbox outbox = open(this::accept)) {
      assertThat(outbox.lastOrigin()).isEqualTo(3);
      outbox.start();
      await().until(() -> outbox.status().accepted() == 3);
    }
    assertThat(accepted).containsExactly("a", "b", "c");
  }

  @Test
  void a_refused_message_is_shown_and_does_not_block_the_next() throws IOException {
    Courier refusing =
        message ->
            message.key().equals("a")
                ? new SendOutcome.Refused(422, "no such flow")
                : accept(message);
    try (Outbox outbox = open(refusing)) {
      outbox.start();
      outbox.put(message("a"), 0);
      outbox.put(message("b"), 0);
      await().until(() -> outbox.status().accepted() == 1);
      assertThat(outbox.status().refused()).containsExactly("confirm a: 422 no such flow");
    }
  }
}
