package org.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.millrace.database.SettableClock;

class LimitsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));

  @Test
  void a_quota_lets_a_window_through_and_then_one_at_a_time() {
    Quota quota = new Quota(new Quota.Policy(3, Duration.ofSeconds(3)), nanos::get);
    assertThat(quota.take("a", 1)).isEqualTo(new Quota.Answer(true, 2, 0));
    assertThat(quota.take("a", 1)).isEqualTo(new Quota.Answer(true, 1, 0));
    assertThat(quota.take("a", 1)).isEqualTo(new Quota.Answer(true, 0, 1));
    assertThat(quota.take("a", 1)).isEqualTo(new Quota.Answer(false, 0, 1));
    assertThat(quota.take("b", 1).allowed()).isTrue();
    nanos.addAndGet(1_000_000_000L);
    assertThat(quota.take("a", 1).allowed()).isTrue();
    assertThat(quota.take("a", 1).allowed()).isFalse();
  }

  @Test
  void a_refused_caller_who_comes_again_when_told_passes() {
    Quota quota = new Quota(new Quota.Policy(10, Duration.ofSeconds(10)), nanos::get);
    quota.take("a", 10);
    Quota.Answer refused = quota.take("a", 4);
    assertThat(refused).isEqualTo(new Quota.Answer(false, 0, 4));
    nanos.addAndGet(4_000_000_000L);
    assertThat(quota.take("a", 4).allowed()).isTrue();
  }

  @Test
  void guessing_is_slowed_down_for_one_address_only() {
    Throttle throttle = new Throttle(clock);
    for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
      assertThat(throttle.mustWait("10.0.0.1")).isEmpty();
      throttle.failed("10.0.0.1");
    }
    assertThat(throttle.mustWait("10.0.0.1")).contains(Throttle.WINDOW);
    assertThat(throttle.mustWait("10.0.0.2")).isEmpty();
    clock.pass(Throttle.WINDOW);
    assertThat(throttle.mustWait("10.0.0.1")).isEmpty();
  }

  @Test
  void permissions_say_which_of_them_mean_nothing() {
    assertThat(
            Permissions.unknown(List.of("read", "root", "post:", "post:a b", "post:*", "post:x")))
        .containsExactly("root", "post:", "post:a b");
    assertThat(Permissions.of(List.of("post:*")).mayPost("anything")).isTrue();
    assertThat(Permissions.of(List.of("read", "post:x")).labels())
        .containsExactly("post:x", "read");
  }
}
