package org.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.millrace.journal.Webhooks;
import org.millrace.journal.Webhooks.Due;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

class LanesTest {

  private static final long NOW = Long.MAX_VALUE - 5; // a monotonic clock may overflow

  private final Lanes lanes = new Lanes(WebhookLimits.STANDARD);
  private int numbers;

  private Due due(String endpoint) {
    MessageId message = new MessageId(new UUID(0x7000L, 0x8000_0000_0000_0000L | ++numbers));
    return new Due(
        new Webhooks.Id(message, WebhookEvent.COMPLETED),
        "mes",
        endpoint,
        endpoint,
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        false,
        Optional.empty());
  }

  private int begun(String endpoint, long now) {
    int begun = 0;
    while (lanes.begin(due(endpoint), now)) {
      begun++;
    }
    return begun;
  }

  private Due fail(String endpoint, Optional<Duration> asked, long now) {
    Due due = due(endpoint);
    assertThat(lanes.begin(due, now)).isTrue();
    lanes.fails(due, asked, 0.5, now);
    return due;
  }

  private static long later(Duration time) {
    return NOW + time.toNanos();
  }

  @Test
  void an_endpoint_has_so_many_places_and_another_has_its_own() {
    assertThat(begun("a", NOW)).isEqualTo(4);
    assertThat(begun("b", NOW)).isEqualTo(4);
  }

  @Test
  void a_webhook_that_is_under_way_does_not_begin_again() {
    Due due = due("a");
    assertThat(lanes.begin(due, NOW)).isTrue();
    assertThat(lanes.begin(due, NOW)).isFalse();
    lanes.end(due);
    assertThat(lanes.begin(due, NOW)).isTrue();
  }

  @Test
  void an_endpoint_that_fails_thrice_gets_one_at_a_time_with_growing_waits() {
    fail("a", Optional.empty(), NOW);
    fail("a", Optional.empty(), NOW);
    Due third = due("a");
    assertThat(lanes.begin(third, NOW)).isTrue();
    assertThat(lanes.fails(third, Optional.empty(), 0.5, NOW)).isTrue();
    assertThat(begun("a", NOW)).isZero();
    assertThat(begun("b", NOW)).isEqualTo(4);

    long afterFirst = later(Duration.ofSeconds(2));
    Due fourth = due("a");
    assertThat(lanes.begin(fourth, afterFirst)).isTrue();
    assertThat(begun("a", afterFirst)).isZero();
    assertThat(lanes.fails(fourth, Optional.empty(), 0.5, afterFirst)).isFalse();
    assertThat(begun("a", afterFirst + Duration.ofSeconds(2).toNanos())).isZero();

    long afterSecond = afterFirst + Duration.ofSeconds(4).toNanos();
    Due fifth = due("a");
    assertThat(lanes.begin(fifth, afterSecond)).isTrue();
    assertThat(lanes.works(fifth)).isTrue();
    assertThat(begun("a", afterSecond)).isEqualTo(4);
  }

  @Test
  void a_success_in_between_begins_the_count_anew() {
    for (int i = 0; i < 10; i++) {
      fail("a", Optional.empty(), NOW);
      fail("a", Optional.empty(), NOW);
      Due good = due("a");
      assertThat(lanes.begin(good, NOW)).isTrue();
      assertThat(lanes.works(good)).isFalse();
    }
    assertThat(begun("a", NOW)).isEqualTo(4);
  }

  @Test
  void an_endpoint_that_asks_for_time_gets_it_at_once() {
    fail("a", Optional.of(Duration.ofMinutes(5)), NOW);
    assertThat(begun("a", later(Duration.ofSeconds(299)))).isZero();
    assertThat(begun("a", later(Duration.ofMinutes(5)))).isEqualTo(4);
  }
}
