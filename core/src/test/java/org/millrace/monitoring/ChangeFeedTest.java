package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.message.MessageId;

class ChangeFeedTest {

  private final ChangeFeed feed = new ChangeFeed();

  @AfterEach
  void close() {
    feed.close();
  }

  private static MessageId id(int n) {
    return new MessageId(new UUID(0x7000L, 0x8000_0000_0000_0000L | n));
  }

  @Test
  void changes_are_told_once_a_round() throws InterruptedException {
    try (ChangeFeed.Watcher watcher = feed.watch().orElseThrow()) {
      for (int i = 0; i < 100; i++) {
        feed.changed(id(i % 3));
      }
      Set<MessageId> told = new HashSet<>();
      int rounds = 0;
      while (told.size() < 3) {
        List<MessageId> round = watcher.next(Duration.ofSeconds(5));
        assertThat(round).doesNotHaveDuplicates();
        told.addAll(round);
        rounds++;
      }
      assertThat(rounds).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_watcher_that_does_not_keep_up_is_dropped() {
    ChangeFeed.Watcher slow = feed.watch().orElseThrow();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              feed.changed(id(1));
              return slow.hasEnded();
            });
  }

  @Test
  void one_who_waits_is_woken_by_its_own_message_only() throws InterruptedException {
    try (ChangeFeed.Waiter waiter = feed.await(id(1)).orElseThrow()) {
      feed.changed(id(2));
      assertThat(waiter.changed(Duration.ofMillis(50))).isFalse();
      feed.changed(id(1));
      feed.changed(id(1));
      assertThat(waiter.changed(Duration.ofSeconds(5))).isTrue();
      assertThat(waiter.changed(Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void closing_ends_all_watching() {
    ChangeFeed.Watcher watcher = feed.watch().orElseThrow();
    feed.close();
    assertThat(watcher.hasEnded()).isTrue();
    assertThat(feed.watch()).isEmpty();
  }
}
