package org.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.journal.ReplayMode;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlan.Pace;
import org.millrace.journal.ReplayPlans.Outcome;
import org.millrace.journal.ReplayPlans.Turn;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.monitoring.ReplayView;

@ExtendWith(TestDatabase.class)
class ReplayRunTest {

  private static final Pace FAST = new Pace(1_000, 50, 10);

  private final Jdbi jdbi;
  private ReplayFixture at;

  ReplayRunTest(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.at = new ReplayFixture(jdbi);
  }

  @BeforeEach
  void begin() {
    at = new ReplayFixture(jdbi);
  }

  private void waiting(int count) {
    for (int i = 0; i < count; i++) {
      at.waiting("PO-%03d".formatted(i), "EA");
    }
  }

  private ReplayPlan running(Pace pace) {
    return at.running(ReplayMode.RESEND, pace, Map.of());
  }

  private ReplayView.Progress progress(ReplayPlan plan) {
    return at.view(plan).progress();
  }

  @Test
  void an_approved_plan_goes_in_order_and_is_done_when_all_is_verified() {
    waiting(120);
    ReplayPlan plan = running(FAST);
    at.round();
    assertThat(at.sent).as("no more than may be under way").hasSize(50);
    assertThat(progress(plan)).isEqualTo(new ReplayView.Progress(70, 50, 0, 0, 0, 0));
    for (int round = 0; round < 4; round++) {
      at.confirm();
      at.round();
    }
    assertThat(at.sent).extracting(Work::id).hasSize(120).isSorted().doesNotHaveDuplicates();
    assertThat(at.sent).allMatch(work -> work.state() == DeliveryState.READY);
    assertThat(progress(plan).verified()).isEqualTo(120);
    assertThat(at.view(plan).state()).isEqualTo("done");
    assertThat(
            count(
                "select count(*) from transition where actor = 'person:bo' and cause ="
                    + " 'replayed' and reason = 'replay plan %d: because of a test'"
                        .formatted(plan.number())))
        .isEqualTo(120);
  }

  private long count(String sql) {
    return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void a_run_begins_slowly() {
    waiting(100);
    running(FAST);
    at.round(Duration.ZERO);
    assertThat(at.sent).hasSize(1);
    at.round(Duration.ofSeconds(5));
    assertThat(at.sent).hasSizeBetween(6, 10);
  }

  @Test
  void nothing_runs_without_an_approval_of_exactly_this_plan() {
    at.waiting("A", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    assertThat(at.start(plan)).isInstanceOf(Outcome.Refused.class);
    assertThat(at.plans.approve(plan.number(), "abc", at.landscape, ReplayFixture.BO, "fine"))
        .isInstanceOf(Outcome.Refused.class);
    at.round();
    assertThat(at.sent).isEmpty();
    assertThat(at.view(plan).state()).isEqualTo("planned");
  }

  @Test
  void a_plan_is_stale_once_a_delivery_of_it_has_changed() {
    at.waiting("A", "EA");
    DeliveryId other = at.waiting("B", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    at.set(other, "attempts = attempts + 1");
    assertThat(at.approve(plan, ReplayFixture.BO)).isInstanceOf(Outcome.Refused.class);
    assertThat(at.view(plan).state()).isEqualTo("stale");
    assertThat(at.view(plan).why())
        .contains("Since it was planned, B at erp has changed. Make a new plan.");
  }

  @Test
  void a_plan_is_stale_once_another_landscape_is_in_force() {
    at.waiting("A", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    at.approve(plan, ReplayFixture.BO);
    at.landscape++;
    assertThat(at.start(plan)).isInstanceOf(Outcome.Refused.class);
    assertThat(at.view(plan).state()).isEqualTo("stale");
  }

  @Test
  void a_plan_is_stale_once_a_content_of_it_was_corrected() {
    DeliveryId corrected = at.waiting("A", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    jdbi.useHandle(
        h ->
            h.execute(
                "insert into correction (message, version, based_on, state, changes, payload,"
                    + " four_eyes, emergency, proposed_by, reason, decided_by, decided_at) values"
                    + " (?, 2, 1, 'APPROVED', '[]', '{}', false, false, 'person:cy', 'r',"
                    + " 'person:cy', now())",
                corrected.message().value()));
    assertThat(at.approve(plan, ReplayFixture.BO)).isInstanceOf(Outcome.Refused.class);
    assertThat(at.view(plan).state()).isEqualTo("stale");
  }

  @Test
  void where_four_eyes_are_asked_for_nobody_approves_the_own_plan() {
    at.fourEyes = true;
    at.waiting("A", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    assertThat(at.view(plan).fourEyes()).isTrue();
    assertThat(at.approve(plan, ReplayFixture.ADA)).isInstanceOf(Outcome.NotAllowed.class);
    assertThat(at.approve(plan, ReplayFixture.BO)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void one_that_a_person_decided_meanwhile_is_left_alone() {
    waiting(3);
    DeliveryId decided = at.waiting("Z", "EA");
    ReplayPlan plan = running(FAST);
    at.set(decided, "state = 'CANCELLED', case_number = null");
    at.round();
    assertThat(at.sent).hasSize(3);
    assertThat(at.state(decided)).isEqualTo("CANCELLED");
    at.confirm();
    at.round();
    assertThat(progress(plan)).isEqualTo(new ReplayView.Progress(0, 0, 3, 0, 0, 1));
    assertThat(at.view(plan).state()).isEqualTo("done");
  }

  @Test
  void too_many_that_fail_again_stop_it() {
    waiting(30);
    ReplayPlan plan = running(new Pace(1_000, 5, 5));
    at.round();
    at.become("NEEDS_PERSON", "PENDING");
    at.round();
    at.round();
    assertThat(at.view(plan).state()).isEqualTo("stopped");
    assertThat(at.view(plan).why()).contains("5 failed again, which is where it was to stop");
    assertThat(at.sent.size()).isLessThanOrEqualTo(10);
  }

  @Test
  void paused_it_lets_nothing_go_and_still_says_what_became_of_the_rest() {
    waiting(80);
    ReplayPlan plan = running(FAST);
    at.round();
    at.plans.turn(plan.number(), Turn.PAUSE, ReplayFixture.ADA, "stocktaking");
    at.confirm();
    at.round();
    assertThat(at.sent).hasSize(50);
    assertThat(progress(plan)).isEqualTo(new ReplayView.Progress(30, 0, 50, 0, 0, 0));
    assertThat(at.view(plan).why()).contains("paused by ada: stocktaking");

    at.plans.turn(plan.number(), Turn.RESUME, ReplayFixture.ADA, "go on");
    at.round(Duration.ZERO);
    assertThat(at.sent).as("from one a second again").hasSize(51);
  }

  @Test
  void stopped_it_leaves_the_rest_as_it_is() {
    waiting(80);
    ReplayPlan plan = running(FAST);
    at.round();
    assertThat(at.plans.turn(plan.number(), Turn.STOP, ReplayFixture.ADA, "wrong shift"))
        .isInstanceOf(Outcome.Done.class);
    at.confirm();
    at.round();
    assertThat(at.sent).hasSize(50);
    assertThat(progress(plan).verified()).isEqualTo(50);
    assertThat(count("select count(*) from delivery where state = 'NEEDS_PERSON'")).isEqualTo(30);
    assertThat(at.plans.turn(plan.number(), Turn.RESUME, ReplayFixture.ADA, "go on"))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void what_was_committed_but_not_handed_over_is_handed_over_again() {
    waiting(3);
    running(FAST);
    at.failure = java.util.Optional.of(new IllegalStateException("no answer"));
    assertThatThrownBy(() -> at.round()).hasMessage("no answer");
    assertThat(at.sent).isEmpty();
    at.round();
    assertThat(at.sent).hasSize(3);
  }

  @Test
  void one_that_the_target_has_taken_is_verified_when_its_confirmation_comes() {
    waiting(1);
    ReplayPlan plan = running(FAST);
    at.round();
    at.become("DELIVERED", "PENDING");
    at.round();
    assertThat(progress(plan).taken()).isEqualTo(1);
    assertThat(at.view(plan).state()).isEqualTo("done");
    jdbi.useHandle(
        h -> h.execute("update delivery set state = 'CONFIRMED', business = 'CONFIRMED'"));
    at.round();
    assertThat(progress(plan).verified()).isEqualTo(1);
  }

  @Test
  void a_doubtful_one_is_asked_for_not_sent() {
    at.set(at.waiting("A", "EA"), "business = 'UNKNOWN'");
    running(FAST);
    at.round();
    assertThat(at.sent).extracting(Work::state).containsExactly(DeliveryState.IN_DOUBT);
    assertThat(at.sent.getFirst().dueAt()).isPresent();
  }

  @Test
  void moved_on_its_message_is_mapped_by_the_version_that_was_planned() {
    DeliveryId moved = at.waiting("A", "BAD");
    at.running(ReplayMode.REMAP, FAST, Map.of());
    at.round();
    assertThat(at.sent).hasSize(1);
    assertThat(at.message(moved).landscapeVersion()).isEqualTo(at.landscape);
    assertThat(count("select landscape_version from message")).isEqualTo(3);
  }

  @Test
  void resumed_what_was_cancelled_goes_after_all() {
    DeliveryId cancelled = at.delivery("A", "A", "EA", "CANCELLED");
    at.set(cancelled, "attempts = 0");
    ReplayPlan plan = at.order(ReplayMode.RESUME, ReplayFixture.morning(), FAST, Map.of());
    at.approve(plan, ReplayFixture.BO);
    at.start(plan);
    at.round();
    assertThat(at.state(cancelled)).isEqualTo("READY");
    assertThat(at.sent).hasSize(1);
  }

  @Test
  void rerouted_it_is_verified_by_what_replaces_it() {
    DeliveryId rerouted = at.waiting("A", "EA");
    ReplayPlan plan = at.running(ReplayMode.REROUTE, FAST, Map.of());
    at.round();
    assertThat(at.state(rerouted)).isEqualTo("REROUTED");
    assertThat(at.ended).hasSize(1);
    assertThat(at.sent).extracting(Work::system).containsExactly("other");
    assertThat(progress(plan).underWay()).isEqualTo(1);
    at.confirm();
    at.round();
    assertThat(progress(plan).verified()).isEqualTo(1);
  }

  @Test
  void compensated_it_is_verified_when_all_is_taken_back() {
    DeliveryId given = at.waiting("A", "EA");
    at.journal.delivery(given.message(), 2, "analytics", 9, "CONFIRMED");
    ReplayPlan plan = at.running(ReplayMode.COMPENSATE, FAST, Map.of());
    at.round();
    assertThat(at.state(given)).isEqualTo("CANCELLED");
    assertThat(at.sent).extracting(w -> w.id().step()).containsExactly(4);
    at.confirm();
    at.round();
    assertThat(progress(plan).verified()).isEqualTo(1);
  }

  @Test
  void settled_it_has_its_documents_number_and_what_waits_behind_goes_on() {
    DeliveryId settled = at.waiting("A", "EA");
    ReplayPlan plan = at.running(ReplayMode.SETTLE, FAST, Map.of("A", "4900000016"));
    at.round();
    assertThat(at.state(settled)).isEqualTo("SETTLED_BY_HAND");
    assertThat(at.ended).hasSize(1);
    assertThat(count("select count(*) from delivery where reference = '4900000016'")).isEqualTo(1);
    assertThat(at.view(plan).state()).isEqualTo("done");
  }

  @Test
  void of_two_who_approve_or_start_at_once_one_has_the_effect() throws Exception {
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (int race = 0; race < 100; race++) {
        at.waiting("R" + race, "EA");
        ReplayPlan plan = at.order(ReplayMode.RESEND);
        assertThat(won(two, () -> at.approve(plan, ReplayFixture.BO))).isEqualTo(1);
        assertThat(won(two, () -> at.start(plan))).isEqualTo(1);
        at.plans.turn(plan.number(), Turn.STOP, ReplayFixture.ADA, "the next race");
      }
    }
  }

  private static long won(ExecutorService two, Callable<Outcome> decision) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Outcome>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          two.submit(
              () -> {
                together.await();
                return decision.call();
              }));
    }
    long won = 0;
    for (Future<Outcome> one : both) {
      won += one.get() instanceof Outcome.Done ? 1 : 0;
    }
    return won;
  }

  @Test
  void two_plans_of_the_same_deliveries_move_each_of_them_once() {
    waiting(10);
    ReplayPlan first = running(FAST);
    ReplayPlan second = running(FAST);
    at.round();
    at.confirm();
    at.round();
    assertThat(at.sent).hasSize(10);
    assertThat(progress(first).verified() + progress(second).verified()).isEqualTo(10);
    assertThat(progress(first).changed() + progress(second).changed()).isEqualTo(10);
  }
}
