package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.journal.CaseBook.Outcome;
import org.millrace.journal.Confirmations.Answered;
import org.millrace.journal.Confirmations.Followed;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What business events say about deliveries after their targets have taken them. */
class ConfirmationsTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofMillis(-1);
  private static final Standbys.Planned TAKES_BACK = new Standbys.Planned(3, "wms", 7, 1);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static Confirmations confirmations() {
    return new PostgresConfirmations(
        journal.database.jdbi(),
        id -> new Standbys(Optional.empty(), List.of(TAKES_BACK)),
        journal.due);
  }

  private static Work taken(String key, Duration within, boolean compensates) {
    return settled(journal.accept(key, key), key, within, compensates);
  }

  private static Work taken(String key) {
    return taken(key, LONG, false);
  }

  private static Work settled(Work work, String about, Duration within, boolean compensates) {
    AwaitedAnswer answer =
        new AwaitedAnswer(
            "shipment.departed", Optional.of("shipment.refused"), about, within, compensates);
    Settlement settlement =
        journal.settlement(work, DeliveryState.DELIVERED, true).awaiting(Optional.of(answer));
    assertThat(journal.settlements.settle(settlement).join().effective()).isTrue();
    return work;
  }

  private static void announce(String type, String about) {
    journal.waits.announce(type, Optional.of(about), ADA, "no truck");
  }

  private static List<Followed> followAll() {
    List<Followed> all = new ArrayList<>();
    for (var some = confirmations().followEvent();
        some.isPresent();
        some = confirmations().followEvent()) {
      all.add(some.get());
    }
    return all;
  }

  private static DeliveryState state(Work work) {
    return journal.queue.find(work.id()).orElseThrow().state();
  }

  private static String business(Work work) {
    return text("select business from delivery where message = '%s' and step = %d", work);
  }

  private static String text(String sql, Work work) {
    return journal
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(sql.formatted(work.id().message(), work.id().step()))
                    .mapTo(String.class)
                    .one());
  }

  private static long openCases(String code) {
    return journal.count(
        "select count(*) from failure_case where closed_at is null and code = '" + code + "'");
  }

  @Test
  void the_event_confirms_what_it_is_about_and_nothing_else() {
    Work mine = taken("S-1");
    Work other = taken("S-2");
    announce("shipment.departed", "S-1");

    assertThat(followAll().getFirst().answered())
        .containsExactly(new Answered(mine.id(), "flow", "erp", "S-1", true));
    assertThat(state(mine)).isEqualTo(DeliveryState.CONFIRMED);
    assertThat(business(mine)).isEqualTo("CONFIRMED");
    assertThat(state(other)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(
            journal.count(
                "select count(*) from transition where actor = 'person:ada'"
                    + " and from_state = 'DELIVERED' and to_state = 'CONFIRMED'"))
        .isEqualTo(1);
    assertThat(journal.count("select count(*) from awaited")).as("of the other").isEqualTo(2);
  }

  @Test
  void a_no_opens_a_case_with_what_the_event_said_that_a_person_takes_note_of() {
    Work work = taken("S-1");
    announce("shipment.refused", "S-1");
    followAll();

    assertThat(state(work)).isEqualTo(DeliveryState.REJECTED);
    assertThat(business(work)).isEqualTo("REJECTED");
    assertThat(
            journal.count(
                "select members from failure_case where code = 'business-rejected'"
                    + " and detail = 'The business said no (shipment.refused): no truck'"))
        .isEqualTo(1);
    assertThat(journal.commands.release(work.id(), ADA, "again")).isEmpty();
    assertThat(journal.commands.cancel(work.id(), ADA, "we drive it ourselves")).isPresent();
    assertThat(state(work))
        .as("what happened stays what happened")
        .isEqualTo(DeliveryState.REJECTED);
    assertThat(openCases("business-rejected")).isZero();
    assertThat(journal.commands.cancel(work.id(), ADA, "again")).isEmpty();
  }

  @Test
  void an_event_that_overtook_the_targets_answer_counts() {
    Work work = journal.accept("S-1", "S-1");
    announce("shipment.departed", "S-1");
    assertThat(followAll().getFirst().answered()).isEmpty();
    settled(work, "S-1", LONG, false);

    assertThat(confirmations().mayBeThere(work.id()).answered()).hasSize(1);
    assertThat(state(work)).isEqualTo(DeliveryState.CONFIRMED);
  }

  @Test
  void an_event_from_before_the_message_does_not_count() {
    announce("shipment.departed", "S-1");
    journal
        .database
        .jdbi()
        .useHandle(
            h -> h.execute("update business_event set occurred_at = now() - interval '1 min'"));
    Work work = taken("S-1");
    assertThat(confirmations().mayBeThere(work.id()).answered()).isEmpty();
    assertThat(state(work)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void what_was_overlooked_is_found_by_looking_again() {
    Work work = journal.accept("S-1", "S-1");
    announce("shipment.departed", "S-1");
    followAll();
    settled(work, "S-1", LONG, false);
    assertThat(confirmations().lookAgain(Optional.empty()).followed().answered()).hasSize(1);
  }

  @Test
  void of_a_yes_and_a_no_the_one_that_came_first_counts() {
    Work work = journal.accept("S-1", "S-1");
    announce("shipment.departed", "S-1");
    announce("shipment.refused", "S-1");
    settled(work, "S-1", LONG, false);
    confirmations().lookAgain(Optional.empty());
    assertThat(state(work)).isEqualTo(DeliveryState.CONFIRMED);
  }

  @Test
  void nothing_in_time_is_a_case_that_closes_itself_when_it_comes_after_all() {
    Work work = taken("S-1", OVER, false);
    assertThat(confirmations().endPatience()).isEqualTo(1);
    assertThat(confirmations().endPatience()).isZero();
    assertThat(state(work)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(business(work)).isEqualTo("UNKNOWN");
    assertThat(openCases("unconfirmed")).isEqualTo(1);

    announce("shipment.departed", "S-1");
    followAll();
    assertThat(state(work)).isEqualTo(DeliveryState.CONFIRMED);
    assertThat(openCases("unconfirmed")).isZero();
    assertThat(journal.count("select count(*) from case_event where kind = 'closed'")).isEqualTo(1);
  }

  @Test
  void what_was_said_in_time_but_not_seen_yet_is_no_case() {
    Work work = journal.accept("S-1", "S-1");
    announce("shipment.departed", "S-1");
    settled(work, "S-1", OVER, false);
    assertThat(confirmations().endPatience()).isZero();
    assertThat(openCases("unconfirmed")).isZero();
  }

  @Test
  void a_case_of_what_was_taken_cannot_be_sent_again_but_closed() {
    Work work = taken("S-1", OVER, false);
    confirmations().endPatience();
    long number = journal.count("select number from failure_case");
    assertThat(journal.cases.release(number, OptionalInt.empty(), ADA, "again"))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            journal.cases.change(
                number, OptionalInt.empty(), new CaseChange.Close(), ADA, "seen at the gate"))
        .isInstanceOf(Outcome.Changed.class);
    assertThat(journal.count("select count(*) from delivery where case_number is not null"))
        .isZero();
    announce("shipment.departed", "S-1");
    followAll();
    assertThat(state(work)).as("it still counts").isEqualTo(DeliveryState.CONFIRMED);
  }

  @Test
  void a_person_settles_it_by_hand_and_nothing_is_awaited_any_more() {
    Work work = taken("S-1");
    journal.commands.settleByHand(work.id(), "D-1", ADA, "seen at the gate");
    assertThat(journal.count("select count(*) from awaited")).isZero();
    announce("shipment.refused", "S-1");
    followAll();
    assertThat(state(work)).isEqualTo(DeliveryState.SETTLED_BY_HAND);
  }

  @Test
  void later_steps_follow_a_yes_and_are_skipped_after_a_no() {
    List<Draft.Step> steps =
        List.of(new Draft.Step(1, "erp", 1, 0), new Draft.Step(2, "analytics", 2, 1));
    for (String key : List.of("S-1", "S-2")) {
      Receipt receipt = journal.inbox.append(journal.draft(key, key, "{}", steps)).join();
      settled(
          journal.queue.find(new DeliveryId(receipt.message(), 1)).orElseThrow(), key, LONG, false);
    }
    announce("shipment.departed", "S-1");
    announce("shipment.refused", "S-2");
    List<Followed> followed = followAll();
    assertThat(followed.getFirst().freed()).extracting(Work::system).containsExactly("analytics");
    assertThat(followed.getLast().freed()).isEmpty();
    assertThat(journal.count("select count(*) from delivery where state = 'SKIPPED'")).isEqualTo(1);
  }

  @Test
  void a_no_takes_back_what_other_steps_did_if_the_flow_says_so() {
    List<Draft.Step> steps =
        List.of(new Draft.Step(1, "wms", 1, 0), new Draft.Step(2, "erp", 2, 0));
    Receipt receipt = journal.inbox.append(journal.draft("S-1", "S-1", "{}", steps)).join();
    Work first = journal.queue.find(new DeliveryId(receipt.message(), 1)).orElseThrow();
    journal.settlements.settle(journal.settlement(first, DeliveryState.CONFIRMED)).join();
    settled(
        journal.queue.find(new DeliveryId(receipt.message(), 2)).orElseThrow(), "S-1", LONG, true);
    announce("shipment.refused", "S-1");

    assertThat(followAll().getFirst().freed())
        .extracting(Work::id)
        .containsExactly(new DeliveryId(receipt.message(), 3));
    assertThat(openCases("business-rejected")).isZero();
  }

  @Test
  void a_release_waits_for_what_is_to_be_confirmed_in_time_and_no_longer() {
    Work work = journal.accept("S-1", "S-1");
    journal.settlements.settle(journal.settlement(work, DeliveryState.NEEDS_PERSON)).join();
    long number = journal.count("select number from failure_case");
    journal.cases.release(number, OptionalInt.empty(), ADA, "it was added");
    long release = journal.releases.active().getFirst().id();
    Work again = journal.releases.next(release, 10, 10).getFirst();
    assertThat(journal.releases.next(release, 10, 10)).isEmpty();
    settled(again, "S-1", LONG, false);
    assertThat(journal.releases.conclude(release)).isFalse();

    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update awaited set due_at = now() where due_at is not null"));
    confirmations().endPatience();
    assertThat(journal.releases.conclude(release)).isTrue();
    assertThat(
            journal.count(
                "select count(*) from failure_case where state = 'CLOSED' and number = " + number))
        .isEqualTo(1);
    assertThat(openCases("unconfirmed")).isEqualTo(1);
  }

  @Test
  void what_a_person_was_told_of_long_ago_is_forgotten() {
    taken("S-1", OVER, false);
    confirmations().endPatience();
    assertThat(confirmations().forget(Duration.ofDays(1))).isZero();
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update awaited set since = now() - interval '2 days'"));
    assertThat(confirmations().forget(Duration.ofDays(1))).isEqualTo(2);
  }
}
