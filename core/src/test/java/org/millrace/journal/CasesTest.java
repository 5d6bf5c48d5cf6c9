package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.failure.CaseState;
import org.millrace.failure.Failure;
import org.millrace.failure.Fingerprint;
import org.millrace.journal.CaseBook.Outcome;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryState;

class CasesTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Actor BO = new Actor(Actor.Kind.PERSON, "bo");

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static Settlement failed(Work work, String detail) {
    Failure failure = new Failure.DataQuality("refused", detail, Optional.empty());
    Settlement settlement = journal.settlement(work, DeliveryState.NEEDS_PERSON);
    return new Settlement(
        work,
        false,
        settlement.startedAt(),
        1,
        settlement.status(),
        "rejected",
        Optional.of(failure),
        Optional.of("open-case"),
        "POST /x",
        "422",
        DeliveryState.NEEDS_PERSON,
        settlement.business(),
        Optional.empty(),
        Optional.of("refused"),
        Optional.empty(),
        true,
        true,
        Optional.of(
            new Settlement.NeedsPerson(
                Fingerprint.of(work.flow(), 1, work.system(), failure).text(),
                failure,
                false,
                Optional.empty())));
  }

  private static Work fail(String key, String detail) {
    Work work = journal.accept(key, key);
    journal.settlements.settle(failed(work, detail)).join();
    return work;
  }

  private static long only() {
    return journal.count("select max(number) from failure_case");
  }

  private static String state(long number) {
    return journal
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select state from failure_case where number = :n")
                    .bind("n", number)
                    .mapTo(String.class)
                    .one());
  }

  private static List<String> history(long number) {
    return journal
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select kind from case_event where case_number = :n order by id")
                    .bind("n", number)
                    .mapTo(String.class)
                    .list());
  }

  private static List<Work> release(long number) {
    assertThat(journal.cases.release(number, OptionalInt.empty(), ADA, "it was added"))
        .isInstanceOf(Outcome.Changed.class);
    return next();
  }

  private static List<Work> next() {
    return journal.releases.next(journal.releases.active().getLast().id(), 500, 2_000);
  }

  private static boolean conclude() {
    return journal.releases.conclude(journal.releases.active().getLast().id());
  }

  private static void settle(Work work, DeliveryState next) {
    assertThat(journal.settlements.settle(journal.settlement(work, next)).join().effective())
        .isTrue();
  }

  @Test
  void alike_failures_join_one_case_that_is_released_in_order_and_verified_by_their_effect() {
    for (int i = 0; i < 5; i++) {
      fail("PO-" + i, "no unit 'U" + i + "' for item " + i);
    }
    assertThat(journal.count("select members from failure_case")).isEqualTo(5);
    List<Work> released = release(only());
    assertThat(released).extracting(Work::id).isSorted().hasSize(5);
    assertThat(journal.count("select members from failure_case")).isZero();
    assertThat(state(only())).isEqualTo("REPLAYING");
    assertThat(journal.cases.release(only(), OptionalInt.empty(), BO, "again"))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(conclude()).as("some are under way").isFalse();

    released.forEach(work -> settle(work, DeliveryState.CONFIRMED));
    assertThat(conclude()).isTrue();
    assertThat(state(only())).isEqualTo("CLOSED");
    assertThat(history(only())).containsExactly("opened", "released", "verified", "closed");
    assertThat(journal.count("select count(*) from failure_case where solution = 'it was added'"))
        .isEqualTo(1);
  }

  @Test
  void if_some_fail_again_the_case_says_how_many_and_waits_for_its_people() {
    for (int i = 0; i < 5; i++) {
      fail("PO-" + i, "no unit");
    }
    long number = only();
    List<Work> released = release(number);
    released.subList(0, 3).forEach(work -> settle(work, DeliveryState.CONFIRMED));
    for (Work work : released.subList(3, 5)) {
      journal.settlements.settle(failed(work, "no unit")).join();
    }
    assertThat(conclude()).isTrue();
    assertThat(state(number)).isEqualTo("INVESTIGATING");
    assertThat(history(number)).containsExactly("opened", "released", "failed-again");
    assertThat(journal.count("select members from failure_case")).isEqualTo(2);
    assertThat(
            journal.count(
                "select count(*) from case_event where kind = 'failed-again' and value = '2 of 5'"))
        .isEqualTo(1);
    assertThat(release(number)).as("and they can be released again").hasSize(2);
  }

  @Test
  void who_joins_after_the_order_is_not_let_go_with_it() {
    fail("PO-1", "no unit");
    long number = only();
    journal.cases.release(number, OptionalInt.empty(), ADA, "it was added");
    fail("PO-2", "no unit");
    List<Work> released = next();
    assertThat(released).hasSize(1);
    settle(released.getFirst(), DeliveryState.CONFIRMED);
    assertThat(conclude()).isTrue();
    assertThat(state(number)).isEqualTo("INVESTIGATING");
    assertThat(journal.count("select members from failure_case")).isEqualTo(1);
  }

  @Test
  void one_that_the_target_has_taken_and_that_nothing_is_to_confirm_counts_as_arrived() {
    fail("PO-1", "no unit");
    Work work = release(only()).getFirst();
    assertThat(conclude()).isFalse();
    settle(work, DeliveryState.DELIVERED);
    assertThat(conclude()).isTrue();
    assertThat(history(only())).endsWith("verified", "closed");
  }

  @Test
  void a_release_goes_in_parts_and_leaves_no_more_under_way_than_it_may() {
    for (int i = 0; i < 10; i++) {
      fail("PO-" + i, "no unit");
    }
    journal.cases.release(only(), OptionalInt.empty(), ADA, "it was added");
    long release = journal.releases.active().getFirst().id();
    List<Work> all = new ArrayList<>();
    List<Work> first = journal.releases.next(release, 4, 6);
    List<Work> second = journal.releases.next(release, 4, 6);
    assertThat(first).hasSize(4);
    assertThat(second).hasSize(2);
    assertThat(journal.releases.next(release, 4, 6)).isEmpty();
    assertThat(journal.releases.ready(release, 100)).hasSize(6);
    assertThat(journal.releases.active()).containsExactly(new CaseReleases.Active(release, true));
    all.addAll(first);
    all.addAll(second);
    all.forEach(work -> settle(work, DeliveryState.CONFIRMED));
    all.addAll(journal.releases.next(release, 4, 6));
    assertThat(all).extracting(Work::id).isSorted().doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void no_text_of_a_target_floods_the_list_of_cases() {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      works.add(journal.accept("PO-" + i, "PO-" + i));
    }
    works.parallelStream()
        .forEach(
            work -> {
              int i = works.indexOf(work);
              String word = "" + letters.charAt(i % 26) + letters.charAt(i / 26);
              journal.settlements.settle(failed(work, "error " + word)).join();
            });
    assertThat(journal.count("select count(*) from failure_case where not collecting"))
        .isEqualTo(CaseRows.MOST_OPEN);
    assertThat(journal.count("select members from failure_case where collecting"))
        .isEqualTo(60 - CaseRows.MOST_OPEN);
    assertThat(journal.count("select sum(members) from failure_case")).isEqualTo(60);
  }

  @Test
  void the_same_failure_soon_after_opens_the_case_again_and_counts() {
    fail("PO-1", "no unit 'A'");
    long number = only();
    settle(release(number).getFirst(), DeliveryState.CONFIRMED);
    conclude();
    fail("PO-2", "no unit 'B'");
    assertThat(only()).isEqualTo(number);
    assertThat(state(number)).isEqualTo("NEW");
    assertThat(journal.count("select reopened from failure_case")).isEqualTo(1);
    assertThat(history(number)).endsWith("closed", "reopened");
  }

  @Test
  void long_after_it_is_a_new_case() {
    fail("PO-1", "no unit");
    long number = only();
    settle(release(number).getFirst(), DeliveryState.CONFIRMED);
    conclude();
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update failure_case set closed_at = now() - interval '8 days'"));
    fail("PO-2", "no unit");
    assertThat(only()).isGreaterThan(number);
  }

  @Test
  void the_last_member_settled_by_hand_closes_the_case_with_the_reason() {
    Work work = fail("PO-1", "no unit");
    journal.commands.settleByHand(work.id(), "4711", ADA, "posted in the ERP");
    assertThat(state(only())).isEqualTo("CLOSED");
    assertThat(history(only())).containsExactly("opened", "closed");
    assertThat(
            journal.count("select count(*) from failure_case where solution = 'posted in the ERP'"))
        .isEqualTo(1);
  }

  @Test
  void the_last_member_released_alone_is_awaited_like_all() {
    Work work = fail("PO-1", "no unit");
    Work again = journal.commands.release(work.id(), ADA, "checked").orElseThrow();
    assertThat(state(only())).isEqualTo("REPLAYING");
    settle(again, DeliveryState.CONFIRMED);
    assertThat(conclude()).isTrue();
    assertThat(history(only())).containsExactly("opened", "released", "verified", "closed");
  }

  @Test
  void a_change_is_kept_with_who_and_why() {
    fail("PO-1", "no unit");
    var outcome =
        journal.cases.change(
            only(), OptionalInt.of(0), new CaseChange.AwaitOthers(), ADA, "master data is asked");
    assertThat(outcome).isEqualTo(new Outcome.Changed(only(), CaseState.WAITING, 1, 1));
    assertThat(
            journal.count(
                "select count(*) from case_event where kind = 'waiting' and actor = 'person:ada'"
                    + " and reason = 'master data is asked' and from_state = 'NEW'"
                    + " and to_state = 'WAITING'"))
        .isEqualTo(1);
    assertThat(
            journal.cases.change(
                only(), OptionalInt.of(0), new CaseChange.Investigate(), BO, "me too"))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            journal.cases.change(4711, OptionalInt.empty(), new CaseChange.Acknowledge(), BO, null))
        .isInstanceOf(Outcome.NotFound.class);
  }

  @Test
  void of_two_people_at_once_one_has_the_effect() throws Exception {
    fail("PO-1", "no unit");
    int version = 0;
    for (int race = 0; race < 50; race++) {
      OptionalInt seen = OptionalInt.of(version);
      String round = Integer.toString(race);
      List<Outcome> outcomes =
          together(
              () ->
                  journal.cases.change(
                      only(), seen, new CaseChange.Assign(Optional.of("ada" + round)), ADA, null),
              () ->
                  journal.cases.change(
                      only(), seen, new CaseChange.Assign(Optional.of("bo" + round)), BO, null));
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Changed).hasSize(1);
      version++;
    }
    assertThat(journal.count("select count(*) from case_event where kind = 'assigned'"))
        .isEqualTo(50);
  }

  @Test
  void of_two_who_release_at_once_one_does() throws Exception {
    for (int i = 0; i < 20; i++) {
      fail("PO-" + i, "no unit");
    }
    List<Outcome> outcomes =
        together(
            () -> journal.cases.release(only(), OptionalInt.empty(), ADA, "because"),
            () -> journal.cases.release(only(), OptionalInt.empty(), BO, "because"));
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Changed).hasSize(1);
    assertThat(journal.count("select count(*) from case_release")).isEqualTo(1);
  }

  private static List<Outcome> together(Callable<Outcome> one, Callable<Outcome> other)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> futures = new ArrayList<>();
      for (Callable<Outcome> person : List.of(one, other)) {
        futures.add(
            people.submit(
                () -> {
                  start.await();
                  return person.call();
                }));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }
}
