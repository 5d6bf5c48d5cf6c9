package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What waited too long comes into cases, and leaves them, as everything else does. */
class OverdueCasesTest {

  private static final Duration OVER = Duration.ofMillis(-1);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static Work accept(String key, Draft.Step step) {
    Receipt receipt = journal.inbox.append(journal.draft(key, key, "{}", List.of(step))).join();
    return journal.queue.find(new DeliveryId(receipt.message(), 1)).orElseThrow();
  }

  /** One whose earlier number has not come within its time. */
  private static Work early(String order) {
    return accept(
        order + "/2",
        new Draft.Step(
            1,
            "erp",
            order.hashCode(),
            0,
            Optional.of(new Draft.Place(2, 1, OVER, true)),
            List.of()));
  }

  /** One whose object has not come within its time. */
  private static Work needing(String key, String flow) {
    Draft.Need need = new Draft.Need(flow, "erp", "o-1", OVER);
    return accept(
        key, new Draft.Step(1, "erp", key.hashCode(), 0, Optional.empty(), List.of(need)));
  }

  private static void come(String order) {
    Work first =
        accept(
            order + "/1",
            new Draft.Step(
                1,
                "erp",
                order.hashCode(),
                0,
                Optional.of(new Draft.Place(1, 1, OVER, true)),
                List.of()));
    journal.settlements.settle(journal.settlement(first, DeliveryState.CONFIRMED, false)).join();
  }

  private static List<String> history() {
    return journal
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select kind || ' by ' || actor from case_event order by id")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void a_missing_number_opens_a_case_with_pattern_and_history_that_closes_when_it_comes() {
    early("a");
    early("b");
    journal.waits.endPatience();

    assertThat(
            journal.count(
                "select members from failure_case where code = 'sequence-gap'"
                    + " and pattern = 'an earlier message of the same key has not come'"))
        .isEqualTo(2);
    come("a");
    assertThat(journal.count("select members from failure_case where closed_at is null"))
        .isEqualTo(1);
    come("b");
    assertThat(history())
        .containsExactly("opened by platform:millrace", "closed by platform:millrace");
  }

  @Test
  void a_case_of_missing_numbers_opens_again_instead_of_a_new_one() {
    early("a");
    journal.waits.endPatience();
    come("a");
    early("b");
    journal.waits.endPatience();

    assertThat(journal.count("select count(*) from failure_case")).isEqualTo(1);
    assertThat(journal.count("select reopened from failure_case where state = 'NEW'")).isEqualTo(1);
    assertThat(history()).last().isEqualTo("reopened by platform:millrace");
  }

  @Test
  void missing_objects_cannot_flood_the_list_of_cases() {
    for (int i = 0; i < CaseRows.MOST_OPEN + 5; i++) {
      String name = "flow-" + (char) ('a' + i);
      assertThat(needing("k" + i, name).state()).isEqualTo(DeliveryState.HELD);
    }
    journal.waits.endPatience();
    assertThat(journal.count("select count(*) from failure_case where not collecting"))
        .isEqualTo(CaseRows.MOST_OPEN);
    assertThat(journal.count("select members from failure_case where collecting")).isEqualTo(5);
    assertThat(journal.count("select count(*) from delivery where state = 'NEEDS_PERSON'"))
        .isEqualTo(CaseRows.MOST_OPEN + 5);
  }

  @Test
  void a_member_that_leaves_by_itself_does_not_close_a_case_whose_release_is_under_way() {
    Work one = early("a");
    journal.waits.endPatience();
    long number = journal.count("select number from failure_case");
    journal.cases.release(
        number,
        java.util.OptionalInt.empty(),
        new org.millrace.message.Actor(org.millrace.message.Actor.Kind.PERSON, "ada"),
        "it is lost");
    come("a");
    assertThat(journal.queue.find(one.id()).orElseThrow().state()).isEqualTo(DeliveryState.READY);
    assertThat(journal.count("select count(*) from failure_case where state = 'REPLAYING'"))
        .isEqualTo(1);
    long release = journal.releases.active().getFirst().id();
    assertThat(journal.releases.next(release, 10, 100)).isEmpty();
    assertThat(journal.releases.conclude(release)).isTrue();
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
  }
}
