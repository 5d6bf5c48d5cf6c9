package org.millrace.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checker accepts and what it does not, in the smallest histories that show it. */
class CheckerTest {

  private final Checker checker = new Checker(Checker.Limits.STANDARD);

  private void stored(String delivery, String after) {
    checker.accept(
        new Fact.Stored(
            1,
            "key of " + delivery,
            "message of " + delivery,
            1,
            List.of(new Fact.Planned(delivery, "erp", "lane", after, false))));
  }

  private void moved(String delivery, String from, String to, int attempt) {
    checker.accept(new Fact.Moved(2, delivery, from, to, "attempt", attempt, true, "accepted"));
  }

  private void effect(String delivery, int version) {
    checker.accept(new Fact.Effect(2, "erp", delivery, version));
  }

  private void stands(String delivery, String state, boolean inCase) {
    checker.accept(new Fact.Stands(3, delivery, state, 1, inCase));
  }

  private List<String> broken() {
    checker.accept(new Fact.Ended(4));
    return checker.violations().stream().map(Violation::invariant).toList();
  }

  @Test
  void a_message_that_goes_its_way_breaks_nothing() {
    stored("a", "");
    checker.accept(new Fact.Acknowledged(1, "key of a", "message of a"));
    effect("a", 1);
    moved("a", "READY", "CONFIRMED", 1);
    stands("a", "CONFIRMED", false);
    assertThat(broken()).isEmpty();
  }

  @Test
  void what_waits_behind_a_persons_may_stand_still() {
    stored("a", "");
    stored("b", "");
    moved("a", "READY", "NEEDS_PERSON", 1);
    stands("a", "NEEDS_PERSON", true);
    stands("b", "READY", false);
    assertThat(broken()).isEmpty();
  }

  @Test
  void what_waits_for_nobody_may_not_stand_still() {
    stored("a", "");
    stands("a", "READY", false);
    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void what_needs_a_person_needs_a_case() {
    stored("a", "");
    moved("a", "READY", "NEEDS_PERSON", 1);
    stands("a", "NEEDS_PERSON", false);
    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void confirmed_without_an_effect_is_unproven() {
    stored("a", "");
    moved("a", "READY", "CONFIRMED", 1);
    assertThat(broken()).containsExactly("I6");
  }

  @Test
  void an_effect_after_the_end_is_a_second_one() {
    stored("a", "");
    effect("a", 0);
    moved("a", "READY", "CONFIRMED", 1);
    effect("a", 0);
    assertThat(broken()).containsExactly("I2");
  }

  @Test
  void another_landscapes_mapping_is_noticed() {
    stored("a", "");
    effect("a", 2);
    assertThat(broken()).containsExactly("PINNED");
  }

  @Test
  void overtaking_is_noticed() {
    stored("a", "");
    stored("b", "");
    effect("b", 0);
    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void numbers_that_come_late_are_in_their_places() {
    numbered("second", 2);
    numbered("first", 1);
    effect("first", 0);
    moved("first", "READY", "CONFIRMED", 1);
    checker.accept(new Fact.Moved(2, "second", "BLOCKED", "READY", "platform", 0, false, ""));
    effect("second", 0);
    moved("second", "READY", "CONFIRMED", 1);
    assertThat(broken()).isEmpty();
  }

  @Test
  void a_number_before_its_turn_is_noticed() {
    numbered("second", 2);
    effect("second", 0);
    numbered("first", 1);
    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void a_number_that_waits_for_nobody_may_not_stand_still() {
    numbered("first", 1);
    numbered("second", 2);
    effect("first", 0);
    moved("first", "READY", "CONFIRMED", 1);
    stands("second", "BLOCKED", false);
    assertThat(broken()).containsExactly("I4");
  }

  private void numbered(String delivery, long number) {
    checker.accept(
        new Fact.Stored(
            1,
            "key of " + delivery,
            "message of " + delivery,
            1,
            List.of(new Fact.Planned(delivery, "erp", "lane", "", false, number, false))));
  }

  @Test
  void a_hole_in_the_record_is_noticed() {
    stored("a", "");
    moved("a", "RETRY_AT", "RETRY_AT", 2);
    assertThat(broken()).containsExactly("I5", "I5");
  }

  @Test
  void what_was_promised_must_be_somewhere_and_only_once() {
    checker.accept(new Fact.Acknowledged(1, "key", "message"));
    stored("a", "");
    stored("a", "");
    assertThat(broken()).containsExactlyInAnyOrder("I1", "I1");
  }

  @Test
  void memory_beyond_the_limit_is_noticed() {
    checker.accept(new Fact.Target(0, "erp", 4, 100));
    checker.accept(new Fact.Measured(1, "erp", 5, 101));
    assertThat(broken()).containsExactly("I7", "I7");
  }

  @Test
  void its_own_memory_follows_what_is_open() {
    for (int i = 0; i < 100_000; i++) {
      stored("d" + i, "");
      effect("d" + i, 0);
      moved("d" + i, "READY", "CONFIRMED", 1);
    }
    assertThat(checker.mostOpen()).isEqualTo(1);
    assertThat(broken()).isEmpty();
  }
}
