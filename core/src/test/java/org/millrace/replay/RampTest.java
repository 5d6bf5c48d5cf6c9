package org.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RampTest {

  private static long between(int rate, int from, int to) {
    return Ramp.allowed(rate, Duration.ofSeconds(to))
        - Ramp.allowed(rate, Duration.ofSeconds(from));
  }

  @Test
  void one_goes_at_once_and_about_one_a_second_at_the_beginning() {
    assertThat(Ramp.allowed(100, Duration.ZERO)).isEqualTo(1);
    assertThat(between(100, 0, 1)).isEqualTo(1);
  }

  @Test
  void it_doubles_until_the_rate_is_reached_and_never_goes_faster() {
    assertThat((double) between(1_000, 10, 15) / between(1_000, 5, 10)).isBetween(1.8, 2.2);
    assertThat(between(8, 20, 30)).isBetween(79L, 81L);
    assertThat(between(8, 3_600, 3_601)).isEqualTo(8);
  }

  @Test
  void the_slowest_rate_is_one_a_second_from_the_beginning() {
    assertThat(Ramp.allowed(1, Duration.ofSeconds(60))).isEqualTo(61);
  }
}
