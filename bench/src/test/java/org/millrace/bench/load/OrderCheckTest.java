package org.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderCheckTest {
  private final OrderCheck check = new OrderCheck(2);

  @BeforeEach
  void accept_four() {
    for (int number = 0; number < 4; number++) {
      check.accepted(number);
    }
  }

  @Test
  void keys_may_overtake_each_other() {
    check.arrived(2, 1);
    check.arrived(0, 0);
    check.arrived(3, 1);
    check.arrived(1, 0);
    assertThat(check.misordered()).isZero();
    assertThat(check.doubled()).isZero();
    assertThat(check.missing()).isZero();
  }

  @Test
  void a_message_that_is_overtaken_by_one_of_its_own_key_is_out_of_order() {
    check.arrived(1, 0);
    check.arrived(0, 0);
    assertThat(check.misordered()).isEqualTo(1);
  }

  @Test
  void a_second_arrival_is_a_duplicate_and_not_out_of_order() {
    assertThat(check.arrived(0, 0)).isTrue();
    check.arrived(1, 0);
    assertThat(check.arrived(0, 0)).isFalse();
    assertThat(check.doubled()).isEqualTo(1);
    assertThat(check.misordered()).isZero();
  }

  @Test
  void what_was_accepted_and_never_arrived_is_missing() {
    check.arrived(0, 0);
    check.arrived(3, 0);
    assertThat(check.missing()).isEqualTo(2);
  }

  @Test
  void a_delivery_that_overtakes_the_news_of_its_acceptance_is_not_missing() {
    check.arrived(9, 0);
    check.accepted(9);
    assertThat(check.missing()).isEqualTo(4);
  }
}
