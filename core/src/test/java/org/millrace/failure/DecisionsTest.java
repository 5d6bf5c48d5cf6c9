package org.millrace.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionsTest {

  private static final Instant NOW = Instant.parse("2026-01-05T06:00:00Z");
  private static final Failure BUSY =
      new Failure.Transient("http-503", "busy", Optional.of(Duration.ofSeconds(30)));
  private static final Failure UNKNOWN = new Failure.UnknownOutcome("timeout", "no answer");

  @Test
  void a_passing_failure_is_retried_no_sooner_than_the_target_asked() {
    Decision decision = Decisions.decide(BUSY, in(1, Capability.TOKEN));
    assertThat(decision).isEqualTo(new Decision.Retry(NOW.plusSeconds(30)));
  }

  @Test
  void a_passing_failure_that_does_not_pass_holds_the_target_and_in_the_end_needs_a_person() {
    assertThat(Decisions.decide(BUSY, in(5, Capability.TOKEN)))
        .isEqualTo(new Decision.HoldTarget("http-503"));
    assertThat(Decisions.decide(BUSY, in(Decisions.MOST_TRIES, Capability.TOKEN)))
        .isEqualTo(new Decision.OpenCase(false));
  }

  @Test
  void an_unknown_outcome_is_never_sent_again_to_a_target_that_cannot_dedup() {
    for (int attempt = 1; attempt <= 50; attempt++) {
      for (Capability capability : List.of(Capability.PROBE, Capability.BLIND)) {
        assertThat(Decisions.decide(UNKNOWN, in(attempt, capability)))
            .isNotInstanceOf(Decision.Retry.class);
      }
    }
  }

  @Test
  void the_target_is_asked_only_when_nothing_can_be_travelling_any_more() {
    assertThat(Decisions.decide(UNKNOWN, in(1, Capability.PROBE)))
        .isEqualTo(new Decision.AskTarget(NOW.plusSeconds(10).plusSeconds(60)));
  }

  @Test
  void what_people_own_becomes_a_case_and_only_business_rules_need_approval() {
    assertThat(
            Decisions.decide(
                new Failure.DataQuality("unit", "no such unit", Optional.empty()),
                in(1, Capability.TOKEN)))
        .isEqualTo(new Decision.OpenCase(false));
    assertThat(
            Decisions.decide(
                new Failure.BusinessRule("closed-period", "closed", Optional.empty()),
                in(1, Capability.TOKEN)))
        .isEqualTo(new Decision.OpenCase(true));
  }

  @Test
  void a_duplicate_is_the_effect_itself_if_the_content_is_the_same() {
    assertThat(
            Decisions.decide(
                new Failure.Duplicate("409", "there", true), in(1, Capability.UNIQUE_NUMBER)))
        .isEqualTo(new Decision.TakeAsDelivered());
    assertThat(
            Decisions.decide(
                new Failure.Duplicate("409", "there", false), in(1, Capability.UNIQUE_NUMBER)))
        .isEqualTo(new Decision.OpenCase(false));
  }

  @Test
  void what_is_declared_for_a_code_comes_before_what_its_class_leads_to() {
    Failure refused = new Failure.BusinessRule("locked", "in use", Optional.empty());
    assertThat(Decisions.decide(refused, declaring(1, Capability.BLIND, Response.RETRY)))
        .isInstanceOf(Decision.Retry.class);
    assertThat(Decisions.decide(refused, declaring(5, Capability.BLIND, Response.RETRY)))
        .as("the tries are used up")
        .isEqualTo(new Decision.OpenCase(true));
    assertThat(Decisions.decide(refused, declaring(1, Capability.BLIND, Response.HOLD)))
        .isEqualTo(new Decision.HoldTarget("locked"));
    assertThat(
            Decisions.decide(
                refused, declaring(Decisions.MOST_TRIES, Capability.BLIND, Response.HOLD)))
        .isEqualTo(new Decision.OpenCase(true));
    assertThat(Decisions.decide(BUSY, declaring(1, Capability.TOKEN, Response.CASE)))
        .isEqualTo(new Decision.OpenCase(false));
  }

  @Test
  void nothing_that_is_declared_sends_an_unknown_outcome_again() {
    for (Response response : Response.values()) {
      for (Capability capability : List.of(Capability.PROBE, Capability.BLIND)) {
        for (int attempt = 1; attempt < 20; attempt++) {
          assertThat(Decisions.decide(UNKNOWN, declaring(attempt, capability, response)))
              .isNotInstanceOf(Decision.Retry.class)
              .isNotInstanceOf(Decision.HoldTarget.class);
        }
      }
    }
  }

  private static Circumstances declaring(int attempt, Capability capability, Response response) {
    Circumstances in = in(attempt, capability);
    return new Circumstances(
        in.attempt(),
        in.now(),
        in.lastPossibleSend(),
        in.jitter(),
        in.retry(),
        in.capability(),
        in.settle(),
        Optional.of(response));
  }

  @Test
  void waits_grow_and_stay_between_half_and_all_of_the_step() {
    Random random = new Random(3);
    RetryPolicy policy = RetryPolicy.STANDARD;
    for (int attempt = 1; attempt < 20; attempt++) {
      double step = Math.min(500 * Math.pow(3, attempt - 1), 300_000);
      long wait = policy.waitAfter(attempt, random.nextDouble()).toMillis();
      assertThat((double) wait).isBetween(Math.floor(step / 2), Math.ceil(step));
    }
  }

  private static Circumstances in(int attempt, Capability capability) {
    return new Circumstances(
        attempt,
        NOW,
        NOW.plusSeconds(10),
        0.5,
        RetryPolicy.STANDARD,
        capability,
        Duration.ofSeconds(60));
  }
}
