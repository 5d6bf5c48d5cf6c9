package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** Messages with numbers that arrive out of order, late, or not at all. */
class SequenceTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofMillis(-1);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static Draft numbered(String order, long number, Duration patience, boolean escalates) {
    return journal.draft(
        order + "/" + number,
        order,
        "{\"n\":" + number + "}",
        List.of(
            new Draft.Step(
                1,
                "erp",
                order.hashCode(),
                0,
                Optional.of(new Draft.Place(number, 1, patience, escalates)),
                List.of())));
  }

  private static Work accept(String order, long number, Duration patience, boolean escalates) {
    Receipt receipt = journal.inbox.append(numbered(order, number, patience, escalates)).join();
    return journal.queue.find(new DeliveryId(receipt.message(), 1)).orElseThrow();
  }

  private static Work accept(String order, long number) {
    return accept(order, number, LONG, true);
  }

  private static List<Work> confirm(Work work) {
    Work now = journal.queue.find(work.id()).orElseThrow();
    return journal
        .settlements
        .settle(journal.settlement(now, DeliveryState.CONFIRMED, false))
        .join()
        .freed();
  }

  private static DeliveryState state(Work work) {
    return journal.queue.find(work.id()).orElseThrow().state();
  }

  @Test
  void in_order_each_goes_as_it_comes() {
    assertThat(accept("a", 1).state()).isEqualTo(DeliveryState.READY);
    assertThat(accept("a", 2).state()).isEqualTo(DeliveryState.READY);
    assertThat(journal.count("select count(*) from awaited")).isZero();
    assertThat(journal.announced).hasSize(2).allMatch(a -> a.open().size() == 1);
  }

  @Test
  void one_that_came_too_early_waits_until_the_one_before_it_is_done() {
    Work first = accept("a", 1);
    Work third = accept("a", 3);
    assertThat(third.state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(confirm(first)).isEmpty();

    Work second = accept("a", 2);
    assertThat(second.state()).isEqualTo(DeliveryState.READY);
    Work fourth = accept("a", 4);
    assertThat(fourth.state()).as("behind the third, which waits").isEqualTo(DeliveryState.BLOCKED);

    assertThat(confirm(second)).extracting(Work::id).containsExactly(third.id());
    assertThat(confirm(third)).extracting(Work::id).containsExactly(fourth.id());
    assertThat(accept("a", 5).state()).isEqualTo(DeliveryState.READY);
    assertThat(journal.count("select count(*) from awaited")).isZero();
    assertThat(journal.count("select count(*) from transition where cause = 'earlier-number-done'"))
        .isEqualTo(2);
  }

  @Test
  void other_keys_do_not_wait() {
    assertThat(accept("a", 2).state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(accept("b", 1).state()).isEqualTo(DeliveryState.READY);
  }

  @Test
  void those_of_one_commit_find_their_places_among_each_other() {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (long number : new long[] {4, 2, 1, 3}) {
      receipts.add(journal.inbox.append(numbered("a", number, LONG, true)));
    }
    List<Work> works =
        receipts.stream()
            .map(r -> journal.queue.find(new DeliveryId(r.join().message(), 1)).orElseThrow())
            .toList();
    assertThat(done(works)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void a_settlement_that_is_stored_again_tells_again_whose_turn_it_is() {
    Work first = accept("a", 1);
    Work third = accept("a", 3);
    Work second = accept("a", 2);
    confirm(first);
    Settlement settlement = journal.settlement(second, DeliveryState.CONFIRMED, false);
    journal.settlements.settle(settlement).join();
    assertThat(journal.settlements.settle(settlement).join().freed())
        .extracting(Work::id)
        .containsExactly(third.id());
  }

  @Test
  void one_that_failed_holds_the_later_numbers() {
    Work first = accept("a", 1);
    Work third = accept("a", 3);
    Work second = accept("a", 2);
    confirm(first);
    journal.settlements.settle(journal.settlement(second, DeliveryState.NEEDS_PERSON)).join();
    assertThat(state(third)).isEqualTo(DeliveryState.BLOCKED);

    assertThat(journal.commands.cancel(second.id(), ADA, "a test").orElseThrow().freed())
        .extracting(Work::id)
        .containsExactly(third.id());
  }

  @Test
  void a_number_whose_delivery_was_cancelled_while_it_waited_is_passed_over() {
    Work first = accept("a", 1);
    Work third = accept("a", 3);
    Work fourth = accept("a", 4);
    journal.commands.cancel(third.id(), ADA, "not needed");
    Work second = accept("a", 2);
    confirm(first);
    assertThat(confirm(second)).extracting(Work::id).containsExactly(fourth.id());
  }

  @Test
  void when_patience_ends_a_person_is_told_and_the_missing_one_may_still_come() {
    Work first = accept("a", 1);
    Work third = accept("a", 3, OVER, true);
    assertThat(journal.waits.endPatience()).isEmpty();
    assertThat(journal.count("select count(*) from failure_case"))
        .as("the first one is still on its way: nothing is known to be missing")
        .isZero();
    confirm(first);

    assertThat(journal.waits.endPatience()).isEmpty();
    assertThat(journal.count("select members from failure_case where code = 'sequence-gap'"))
        .isEqualTo(1);
    assertThat(state(third)).isEqualTo(DeliveryState.BLOCKED);
    journal.waits.endPatience();
    assertThat(journal.count("select members from failure_case")).isEqualTo(1);

    Work second = accept("a", 2);
    assertThat(second.state()).isEqualTo(DeliveryState.READY);
    assertThat(confirm(second)).extracting(Work::id).containsExactly(third.id());
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
  }

  @Test
  void when_patience_ends_it_goes_on_without_if_the_flow_says_so() {
    confirm(accept("a", 1));
    Work third = accept("a", 3, OVER, false);
    accept("a", 5, LONG, false);

    assertThat(journal.waits.endPatience()).extracting(Work::id).containsExactly(third.id());
    assertThat(accept("a", 2).state()).as("too late, but not lost").isEqualTo(DeliveryState.READY);
    assertThat(accept("a", 4).state()).isEqualTo(DeliveryState.READY);
  }

  @Test
  void a_person_lets_the_first_waiting_one_go_and_no_other() {
    confirm(accept("a", 1));
    Work third = accept("a", 3);
    Work fifth = accept("a", 5);
    assertThat(journal.waits.goWithout(fifth.id(), ADA, "hurry")).isEmpty();
    assertThat(journal.waits.goWithout(third.id(), ADA, "2 was lost").orElseThrow())
        .extracting(Work::id)
        .containsExactly(third.id());
    assertThat(journal.count("select count(*) from transition where actor = 'person:ada'"))
        .isEqualTo(1);
  }

  @Test
  void a_case_of_missing_numbers_is_released_as_a_whole() {
    Work one = accept("a", 3, OVER, true);
    Work other = accept("b", 2, OVER, true);
    journal.waits.endPatience();
    long number = journal.count("select number from failure_case where members = 2");
    PostgresCaseReleases releases = new PostgresCaseReleases(journal.database.jdbi());
    new PostgresCaseBook(journal.database.jdbi())
        .release(number, java.util.OptionalInt.empty(), ADA, "they are lost");
    long release = releases.active().getFirst().id();

    assertThat(releases.next(release, 10, 100))
        .extracting(Work::id)
        .containsExactlyInAnyOrder(one.id(), other.id());
    assertThat(releases.next(release, 10, 100)).isEmpty();
    assertThat(state(one)).isEqualTo(DeliveryState.READY);
    assertThat(journal.count("select count(*) from failure_case where state = 'REPLAYING'"))
        .as("until it is known what became of them")
        .isEqualTo(1);
    confirm(one);
    confirm(other);
    assertThat(releases.conclude(release)).isTrue();
    assertThat(journal.count("select count(*) from case_event where kind = 'verified'"))
        .isEqualTo(1);
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void shuffled_arrivals_are_delivered_in_the_order_of_their_numbers(int seed) {
    Random random = new Random(seed);
    List<Long> numbers = new ArrayList<>();
    for (long n = 1; n <= 40; n++) {
      numbers.add(n);
    }
    Collections.shuffle(numbers, random);
    List<Work> works = new ArrayList<>();
    List<Long> done = new ArrayList<>();
    for (long number : numbers) {
      works.add(accept("a", number));
      if (random.nextBoolean()) {
        done.addAll(doneOfOne(works));
      }
    }
    done.addAll(done(works));
    assertThat(done).hasSize(40).isSorted();
  }

  /** Delivers what may go, by the order of ids as the dispatcher does, until nothing is left. */
  private static List<Long> done(List<Work> works) {
    List<Long> done = new ArrayList<>();
    for (List<Long> one = doneOfOne(works); !one.isEmpty(); one = doneOfOne(works)) {
      done.addAll(one);
    }
    return done;
  }

  private static List<Long> doneOfOne(List<Work> works) {
    Map<DeliveryId, Work> mine = new HashMap<>();
    works.forEach(work -> mine.put(work.id(), work));
    Optional<Work> head =
        journal.queue.openOf("erp", Optional.empty(), 1_000).stream()
            .filter(work -> mine.containsKey(work.id()))
            .findFirst();
    head.ifPresent(SequenceTest::confirm);
    return head.map(work -> List.of(work.sequence().orElseThrow())).orElse(List.of());
  }
}
