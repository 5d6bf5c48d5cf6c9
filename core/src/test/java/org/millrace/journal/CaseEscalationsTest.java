package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.journal.CaseEscalations.Rule;
import org.millrace.journal.CaseEscalations.Subscriber;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryState;

/** Cases that nobody has taken care of in time. */
class CaseEscalationsTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  private static final List<Rule> RULES =
      List.of(
          new Rule("flow", 0, Duration.ofMinutes(15), "shift-lead", true),
          new Rule("flow", 1, Duration.ofHours(1), "plant-it", false));

  private static final List<Subscriber> SUBSCRIBERS =
      List.of(
          new Subscriber("pager", "https://pager.example", "https://pager.example/x", List.of()),
          new Subscriber(
              "desk", "https://desk.example", "https://desk.example/", List.of("plant-it")));

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static int escalate() {
    return new PostgresCaseEscalations(journal.database.jdbi(), JournalFixture.JSON, journal.due)
        .escalate(RULES, SUBSCRIBERS);
  }

  /** A case that was opened some minutes ago. */
  private static long opened(int minutesAgo) {
    Work work = journal.accept("k" + minutesAgo, "k");
    journal.settlements.settle(journal.settlement(work, DeliveryState.NEEDS_PERSON)).join();
    passes(minutesAgo);
    return journal.count("select max(number) from failure_case");
  }

  /** As if all had happened so many minutes earlier. */
  private static void passes(int minutes) {
    journal
        .database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update failure_case set opened_at = opened_at - m, reopened_at = reopened_at - m,
                      closed_at = closed_at - m, snoozed_at = snoozed_at - m,
                      snoozed_until = snoozed_until - m
                    from (select make_interval(mins => ?) as m) by
                    """,
                    minutes));
  }

  private static List<String> told() {
    return journal
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select value from case_event where kind = 'escalated'"
                            + " and actor = 'platform:millrace' order by id")
                    .mapTo(String.class)
                    .list());
  }

  private static void change(long number, CaseChange change) {
    assertThat(journal.cases.change(number, OptionalInt.empty(), change, ADA, "a reason"))
        .isInstanceOf(CaseBook.Outcome.Changed.class);
  }

  @Test
  void each_step_is_taken_once_when_its_time_has_come() {
    opened(14);
    assertThat(escalate()).isZero();
    passes(2);
    assertThat(escalate()).isEqualTo(1);
    assertThat(escalate()).as("not again, whoever asks").isZero();
    passes(50);
    assertThat(escalate()).isEqualTo(1);
    assertThat(escalate()).isZero();
    assertThat(told()).containsExactly("shift-lead", "plant-it");
  }

  @Test
  void every_step_makes_one_webhook_due_for_each_who_asked_for_it() {
    opened(70);
    escalate();
    escalate();
    assertThat(journal.count("select count(*) from webhook where system = 'pager'")).isEqualTo(2);
    assertThat(journal.count("select count(*) from webhook where system = 'desk'")).isEqualTo(1);
    List<Webhooks.Due> due = journal.webhooks.due(10);
    assertThat(due).extracting(Webhooks.Due::url).contains("https://pager.example/x");
    var body = JournalFixture.JSON.readTree(due.getFirst().body().orElseThrow());
    assertThat(body.path("type").asString()).isEqualTo("case.escalated");
    assertThat(body.path("data").path("to").asString()).isEqualTo("shift-lead");
    assertThat(body.path("data").path("code").asString()).isEqualTo("bad-unit");
  }

  @Test
  void the_first_step_is_passed_over_when_somebody_has_seen_it_and_the_second_is_not() {
    long number = opened(16);
    change(number, new CaseChange.Acknowledge());
    assertThat(escalate()).isEqualTo(1);
    assertThat(told()).isEmpty();
    passes(50);
    escalate();
    assertThat(told()).containsExactly("plant-it");
  }

  @Test
  void a_closed_case_is_not_escalated_and_one_that_opens_again_begins_anew() {
    Work work = journal.accept("a", "a");
    journal.settlements.settle(journal.settlement(work, DeliveryState.NEEDS_PERSON)).join();
    passes(20);
    escalate();
    journal.commands.cancel(work.id(), ADA, "not needed");
    passes(100);
    assertThat(escalate()).isZero();

    Work again = journal.accept("b", "b");
    journal.settlements.settle(journal.settlement(again, DeliveryState.NEEDS_PERSON)).join();
    assertThat(journal.count("select reopened from failure_case")).isEqualTo(1);
    assertThat(escalate()).isZero();
    passes(20);
    escalate();
    assertThat(told()).containsExactly("shift-lead", "shift-lead");
    assertThat(journal.count("select count(*) from webhook where system = 'pager'")).isEqualTo(2);
  }

  @Test
  void the_clock_stands_still_while_it_is_put_aside() {
    long number = opened(10);
    change(number, new CaseChange.Snooze(Instant.now().plus(Duration.ofHours(2))));
    passes(60);
    assertThat(escalate()).isZero();
    change(number, new CaseChange.Wake());
    assertThat(escalate()).as("ten minutes of fifteen").isZero();
    passes(6);
    assertThat(escalate()).isEqualTo(1);
    assertThat(told()).containsExactly("shift-lead");
  }

  @Test
  void when_its_time_aside_is_over_the_clock_goes_on() {
    long number = opened(10);
    change(number, new CaseChange.Snooze(Instant.now().plus(Duration.ofMinutes(30))));
    passes(34);
    assertThat(escalate()).isZero();
    passes(2);
    assertThat(escalate()).isEqualTo(1);
  }

  @Test
  void one_that_has_grown_tenfold_is_escalated_as_if_it_never_was_put_aside() {
    long number = opened(10);
    change(number, new CaseChange.Snooze(Instant.now().plus(Duration.ofHours(2))));
    passes(6);
    assertThat(escalate()).isZero();
    journal
        .database
        .jdbi()
        .useHandle(handle -> handle.execute("update failure_case set members = 10"));
    assertThat(escalate()).isEqualTo(1);
  }
}
