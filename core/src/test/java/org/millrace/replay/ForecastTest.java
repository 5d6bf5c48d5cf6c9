package org.millrace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.failure.Capability;
import org.millrace.journal.ReplayMode;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlan.Pace;
import org.millrace.journal.ReplayPlan.Scope;
import org.millrace.journal.ReplayState;
import org.millrace.message.DeliveryId;
import org.millrace.monitoring.Journal;
import org.millrace.monitoring.ReplayView;

@ExtendWith(TestDatabase.class)
class ForecastTest {

  private static final Pace PACE = new Pace(1_000, 50, 10);

  private final Jdbi jdbi;
  private ReplayFixture at;

  ForecastTest(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.at = new ReplayFixture(jdbi);
  }

  @BeforeEach
  void begin() {
    at = new ReplayFixture(jdbi);
  }

  private List<String> predictions(ReplayPlan plan) {
    return at.entries(plan).stream()
        .map(entry -> entry.businessKey() + " " + entry.prediction())
        .toList();
  }

  private ReplayView.Entry only(ReplayPlan plan) {
    assertThat(at.entries(plan)).hasSize(1);
    return at.entries(plan).getFirst();
  }

  private ReplayPlan ofMorning(ReplayMode mode) {
    return at.order(mode, ReplayFixture.morning(), PACE, Map.of());
  }

  @Test
  void a_dry_run_sends_nothing_and_says_of_each_what_would_happen() {
    DeliveryId good = at.waiting("A", "EA");
    DeliveryId bad = at.delivery("B/1", "B", "BAD", "NEEDS_PERSON");
    at.delivery("B/2", "B", "EA", "NEEDS_PERSON");
    at.delivery("C", "C", "EA", "CONFIRMED");
    at.delivery("D", "D", "EA", "READY");

    ReplayPlan plan = ofMorning(ReplayMode.RESEND);

    assertThat(plan.state()).isEqualTo(ReplayState.PLANNED);
    assertThat(predictions(plan))
        .containsExactly("A would-post", "B/1 still-fails", "B/2 blocked-by", "C duplicate");
    List<ReplayView.Entry> entries = at.entries(plan);
    assertThat(entries.get(1).reason()).contains("no such unit");
    assertThat(entries.get(2).blockedBy()).contains(bad.toString());
    assertThat(entries.get(2).reason()).startsWith("B/1 of the same order key");
    assertThat(entries.get(3).reason()).contains("4711");
    assertThat(at.view(plan).forecast()).isEqualTo(new ReplayView.Forecast(1, 1, 1, 1));
    assertThat(at.state(good)).isEqualTo("NEEDS_PERSON");
    assertThat(at.sent).isEmpty();
  }

  @Test
  void one_that_goes_with_the_plan_blocks_nobody() {
    at.delivery("B/1", "B", "EA", "NEEDS_PERSON");
    at.delivery("B/2", "B", "EA", "NEEDS_PERSON");
    assertThat(predictions(at.order(ReplayMode.RESEND)))
        .containsExactly("B/1 would-post", "B/2 would-post");
  }

  @Test
  void what_needs_another_object_is_blocked_by_it() {
    DeliveryId needing = at.waiting("A", "EA");
    jdbi.useHandle(
        h ->
            h.execute(
                "insert into awaited (message, step, kind, subject, flow, system, since) values"
                    + " (?, 1, 'OBJECT', 'PO-9', 'orders', 'erp', now())",
                needing.message().value()));
    ReplayView.Entry entry = only(at.order(ReplayMode.RESEND));
    assertThat(entry.prediction()).isEqualTo("blocked-by");
    assertThat(entry.reason()).isEqualTo("it needs orders PO-9 in erp first");
  }

  @Test
  void after_an_unknown_outcome_a_target_that_can_be_asked_is_asked_first() {
    at.set(at.waiting("A", "EA"), "business = 'UNKNOWN'");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    assertThat(only(plan).asksFirst()).isTrue();
    assertThat(at.view(plan).warnings()).anyMatch(w -> w.startsWith("1 may have arrived"));
  }

  @Test
  void after_an_unknown_outcome_a_target_that_dedups_gets_the_same_again() {
    at.capability = Capability.TOKEN;
    at.set(at.waiting("A", "EA"), "business = 'UNKNOWN'");
    ReplayView.Entry entry = only(at.order(ReplayMode.RESEND));
    assertThat(entry.prediction()).isEqualTo("would-post");
    assertThat(entry.asksFirst()).isFalse();
  }

  @Test
  void after_an_unknown_outcome_a_blind_target_remains_a_persons() {
    at.capability = Capability.BLIND;
    at.set(at.waiting("A", "EA"), "business = 'UNKNOWN'");
    for (ReplayMode mode : List.of(ReplayMode.RESEND, ReplayMode.REMAP, ReplayMode.REROUTE)) {
      assertThat(only(at.order(mode)).prediction()).as("%s", mode).isEqualTo("duplicate");
    }
  }

  @Test
  void moved_on_it_is_checked_and_mapped_by_the_landscape_in_force() {
    at.waiting("A", "BAD");
    DeliveryId without = at.waiting("B", "EA");
    jdbi.useHandle(
        h ->
            h.execute(
                "update message set payload = ? where id = ?",
                "{\"order\":\"B\",\"unit\":\"EA\"}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                without.message().value()));
    ReplayPlan plan = at.order(ReplayMode.REMAP);
    assertThat(predictions(plan)).containsExactly("A would-post", "B still-fails");
    assertThat(at.entries(plan).get(1).reason())
        .isEqualTo("It does not fit production-confirmation@2.0.0: /item is missing");
  }

  @Test
  void only_resuming_takes_up_what_was_skipped_or_cancelled() {
    at.delivery("A", "A", "EA", "CANCELLED");
    at.delivery("B", "B", "EA", "SKIPPED");
    at.waiting("C", "EA");
    assertThat(predictions(ofMorning(ReplayMode.RESEND))).containsExactly("C would-post");
    assertThat(predictions(ofMorning(ReplayMode.RESUME)))
        .containsExactly("A would-post", "B would-post", "C would-post");
  }

  @Test
  void settling_needs_a_number_for_each_key() {
    at.waiting("A", "EA");
    at.waiting("B", "EA");
    ReplayPlan plan =
        at.order(
            ReplayMode.SETTLE, new Scope.OfCase(at.caseNumber), PACE, Map.of("A", "4900000016"));
    assertThat(predictions(plan)).containsExactly("A would-post", "B still-fails");
  }

  @Test
  void a_scope_is_narrowed_by_time_flow_target_and_key() {
    at.waiting("PO-1/1", "EA");
    at.waiting("PO-2/1", "EA");
    assertThat(predictions(narrowed(Optional.empty(), "erp", "PO-2")))
        .containsExactly("PO-2/1 would-post");
    assertThat(narrowed(Optional.of("orders"), "erp", "PO").state()).isEqualTo(ReplayState.REFUSED);
    assertThat(narrowed(Optional.empty(), "wms", "PO").state()).isEqualTo(ReplayState.REFUSED);
  }

  private ReplayPlan narrowed(Optional<String> flow, String system, String key) {
    return at.order(
        ReplayMode.RESEND,
        new Scope.Accepted(
            Journal.MORNING,
            Journal.MORNING.plus(Duration.ofHours(1)),
            flow,
            Optional.of(system),
            Optional.of(key)),
        PACE,
        Map.of());
  }

  @Test
  void a_plan_of_nothing_is_refused_with_the_reason() {
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    assertThat(plan.state()).isEqualTo(ReplayState.REFUSED);
    assertThat(at.view(plan).why())
        .contains("Nothing in its scope waits for a person or has been" + " delivered.");
  }

  @Test
  void a_held_target_is_a_warning() {
    at.waiting("A", "EA");
    at.journal.hold("erp", "OUTAGE", "connection refused");
    assertThat(at.view(at.order(ReplayMode.RESEND)).warnings())
        .anyMatch(w -> w.startsWith("`erp` is held since") && w.contains("connection refused"));
  }

  @Test
  void a_dry_run_that_was_broken_off_is_made_again_from_the_beginning() {
    at.waiting("A", "EA");
    ReplayPlan plan = at.order(ReplayMode.RESEND);
    jdbi.useHandle(h -> h.execute("update replay_plan set state = 'PLANNING', hash = null"));
    at.waiting("B", "EA");
    at.plan();
    assertThat(predictions(plan)).containsExactly("A would-post", "B would-post");
    assertThat(at.view(plan).state()).isEqualTo("planned");
  }
}
