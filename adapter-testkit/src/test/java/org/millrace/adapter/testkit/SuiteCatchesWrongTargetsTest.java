package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the checker: each wrong target fails the tests that are there to catch it. */
class SuiteCatchesWrongTargetsTest {

  private static final String CONTROL = "what_the_peer_took_is_accepted";

  @ParameterizedTest
  @MethodSource("wrong_targets")
  void a_wrong_target_fails_where_it_is_wrong(Class<?> suite, Set<String> caughtBy) {
    Set<String> tests = new TreeSet<>(caughtBy);
    tests.add(CONTROL);
    SuiteRun run = SuiteRun.of(suite, tests);
    assertThat(run.complaint(CONTROL)).as("what the right behaviour fails for").isEmpty();
    assertThat(run.failed()).as("failed tests").containsExactlyInAnyOrderElementsOf(caughtBy);
    assertThat(run.passed()).as("passed tests").containsExactly(CONTROL);
  }

  @Test
  void the_silent_second_post_is_seen_at_the_peer() {
    String test = "a_close_after_reading_is_unknown_and_not_sent_again";
    SuiteRun run = SuiteRun.of(WrongTargets.PostsTwiceSilently.class, Set.of(test));
    assertThat(run.complaint(test)).contains("Expected size: 1 but was: 2");
  }

  static Stream<Arguments> wrong_targets() {
    return Stream.of(
        wrong(
            WrongTargets.PostsTwiceSilently.class,
            "a_close_after_reading_is_unknown_and_not_sent_again",
            "a_large_request_is_sent_whole_but_not_kept_whole",
            "a_redirect_is_followed_to_nowhere"),
        wrong(
            WrongTargets.TakesSilenceForNotSent.class,
            "silence_is_unknown_in_time",
            "a_close_before_reading_is_unknown",
            "a_reset_within_the_request_is_unknown_and_not_sent_again",
            "a_close_after_reading_is_unknown_and_not_sent_again",
            "a_close_within_the_answer_is_unknown_and_not_sent_again",
            "endless_headers_are_not_read_for_ever"),
        wrong(
            WrongTargets.TakesTheEndForSuccess.class,
            "a_close_after_reading_is_unknown_and_not_sent_again",
            "a_close_within_the_answer_is_unknown_and_not_sent_again"),
        wrong(
            WrongTargets.TriesAgainBlindly.class,
            "a_reset_before_reading_is_unknown_or_seen_before_anything_was_sent",
            "a_close_after_reading_is_unknown_and_not_sent_again",
            "a_reset_after_reading_is_unknown_and_not_sent_again",
            "a_reused_connection_that_breaks_is_not_sent_again",
            "a_reset_within_the_answer_is_unknown_and_not_sent_again",
            "garbage_is_unknown_and_not_sent_again",
            "a_servers_error_is_unknown_and_not_sent_again"),
        wrong(WrongTargets.SendsTooLate.class, "a_send_after_its_deadline_reaches_nobody"),
        wrong(
            WrongTargets.WaitsTooLong.class,
            "silence_is_unknown_in_time",
            "silence_within_the_answer_is_unknown_in_time",
            "an_answer_that_drips_is_unknown_in_time",
            "a_peer_that_stops_reading_is_unknown_in_time",
            "a_connection_that_never_comes_about_is_not_sent_in_time",
            "endless_interim_answers_are_unknown_in_time"),
        wrong(
            WrongTargets.BelievesEverySuccess.class,
            "success_with_a_page_for_people_is_unknown",
            "success_with_half_a_document_is_unknown"),
        wrong(
            WrongTargets.TakesServerErrorsForNotProcessed.class,
            "a_servers_error_is_unknown_and_not_sent_again"),
        wrong(
            WrongTargets.TellsTheSecret.class,
            "an_answer_that_repeats_the_request_does_not_tell_the_secret"),
        wrong(
            WrongTargets.KeepsEverything.class, "a_large_request_is_sent_whole_but_not_kept_whole"),
        wrong(WrongTargets.ReadsEverything.class, "a_huge_body_is_not_read_whole"),
        wrong(WrongTargets.ConnectsAnywhere.class, "a_forbidden_destination_is_not_connected"),
        wrong(
            WrongTargets.MixesThreadsUp.class,
            "sixteen_threads_each_send_their_own_and_get_their_own_outcome"),
        wrong(
            WrongTargets.ThrowsOnceClosed.class,
            "closing_twice_is_harmless_and_later_sends_reach_nobody"),
        wrong(
            WrongTargets.TakesErrorsForAbsence.class,
            "a_probe_that_fails_finds_out_nothing",
            "a_probe_that_meets_a_servers_error_or_a_page_finds_out_nothing"));
  }

  private static Arguments wrong(Class<?> suite, String... caughtBy) {
    return argumentSet(suite.getSimpleName(), suite, Set.of(caughtBy));
  }
}
