package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.SettableClock;
import org.millrace.database.TestDatabase;
import org.millrace.failure.FailureClass;
import org.millrace.landscape.Landscape;
import org.millrace.message.MessageId;
import org.millrace.monitoring.SystemStatus.Health;
import org.millrace.telemetry.Counts.What;
import org.millrace.telemetry.Meters.Sent;

@ExtendWith(TestDatabase.class)
class OverviewTest {

  private final Landscape plant = Plant.landscape();
  private final SettableClock clock = new SettableClock(Journal.MORNING.plusSeconds(30));
  private final PrometheusMeters meters = new PrometheusMeters(clock);
  private final Jdbi jdbi;

  OverviewTest(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private Systems systems(SystemStatus.Load... loads) {
    return new Systems(jdbi, () -> plant, () -> List.of(loads), meters, clock);
  }

  private static SystemStatus named(List<SystemStatus> all, String name) {
    return all.stream().filter(system -> system.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void counts_of_a_minute_add_up_over_flushes() {
    MinuteCounts counts = new MinuteCounts(jdbi, clock);
    counts.count("production-confirmation", "mes", What.ACCEPTED);
    counts.count("production-confirmation", "erp", What.CONFIRMED);
    counts.flush();
    counts.count("production-confirmation", "mes", What.ACCEPTED);
    counts.close();
    Summary summary = new Summaries(jdbi, () -> plant, clock, ZoneOffset.UTC).now();
    assertThat(summary.counts().acceptedToday()).isEqualTo(2);
    assertThat(summary.counts().doneToday()).isEqualTo(1);
    assertThat(summary.perMinute()).hasSize(60);
    assertThat(summary.perMinute().getLast())
        .isEqualTo(new Summary.Minute(Journal.MORNING, 2, 1, 0));
  }

  @Test
  void open_work_is_counted_by_what_it_waits_for() {
    Journal journal = new Journal(jdbi);
    long number = journal.openCase("closed-period", "the period is closed", 1);
    journal.delivery(journal.message("A/1", "A"), 1, "erp", 1, "NEEDS_PERSON", number);
    journal.delivery(journal.message("A/2", "A"), 1, "erp", 1, "READY");
    journal.delivery(journal.message("B/1", "B"), 1, "erp", 2, "READY");
    journal.delivery(journal.message("B/2", "B"), 1, "analytics", 3, "READY");
    journal.delivery(journal.message("C/1", "C"), 1, "erp", 4, "CONFIRMED");
    journal.hold("analytics", "OUTAGE", "it is away");
    Summary summary = new Summaries(jdbi, () -> plant, clock, ZoneOffset.UTC).now();
    assertThat(summary.counts().attention()).isEqualTo(1);
    assertThat(summary.counts().waiting()).isEqualTo(2);
    assertThat(summary.counts().moving()).isEqualTo(1);
    assertThat(summary.cases().open()).isEqualTo(1);
    assertThat(summary.environment()).isEqualTo("test");
  }

  @Test
  void a_system_shows_backlog_oldest_and_why_it_is_held() {
    Journal journal = new Journal(jdbi);
    MessageId oldest = journal.message("A/1", "A");
    journal.delivery(oldest, 1, "erp", 1, "READY");
    journal.delivery(journal.message("A/2", "A"), 1, "erp", 1, "READY");
    journal.hold("erp", "PERSON", "month end");
    SystemStatus erp = named(systems().all(), "erp");
    assertThat(erp.backlog()).isEqualTo(2);
    assertThat(erp.oldestWaiting()).contains(oldest.acceptedAt());
    assertThat(erp.health()).isEqualTo(Health.HELD);
    assertThat(erp.reason()).contains("month end");
    assertThat(erp.since()).contains(Journal.MORNING);
    assertThat(erp.flows()).containsExactly("production-confirmation");
    assertThat(erp.concurrency()).isEqualTo(8);
  }

  @Test
  void health_follows_gate_failures_and_silence() {
    assertThat(named(systems().all(), "erp").health()).isEqualTo(Health.IDLE);
    meters.sendBegins("erp");
    meters.sendEnds("erp", Duration.ofMillis(31), Sent.ACCEPTED);
    SystemStatus ok = named(systems().all(), "erp");
    assertThat(ok.health()).isEqualTo(Health.OK);
    assertThat(ok.p95Ms()).contains(31.0);
    assertThat(ok.lastSuccess()).contains(clock.instant());
    SystemStatus.Load closed = new SystemStatus.Load("erp", true, false, 0, 8);
    assertThat(named(systems(closed).all(), "erp").health()).isEqualTo(Health.OUT);
    SystemStatus.Load ramping = new SystemStatus.Load("erp", false, true, 3, 8);
    assertThat(named(systems(ramping).all(), "erp").health()).isEqualTo(Health.DEGRADED);
    assertThat(named(systems(ramping).all(), "erp").inFlight()).isEqualTo(3);
    meters.failed("erp", FailureClass.BUSINESS_RULE);
    assertThat(named(systems().all(), "erp").failedLastMinute()).isEqualTo(1);
    assertThat(named(systems().all(), "erp").health()).isEqualTo(Health.OK);
    meters.failed("erp", FailureClass.TRANSIENT);
    SystemStatus degraded = named(systems().all(), "erp");
    assertThat(degraded.failedLastMinute()).isEqualTo(2);
    assertThat(degraded.health()).isEqualTo(Health.DEGRADED);
    assertThat(degraded.reason()).contains("1 attempt failed in the last minute");
  }

  @Test
  void the_last_minute_is_sixty_seconds_at_any_moment() {
    clock.pass(Duration.ofSeconds(29));
    meters.delivered("production-confirmation", "erp", Duration.ofSeconds(1));
    meters.failed("erp", FailureClass.OUTAGE);
    clock.pass(Duration.ofSeconds(2));
    meters.delivered("production-confirmation", "erp", Duration.ofSeconds(1));
    SystemStatus erp = named(systems().all(), "erp");
    assertThat(erp.deliveredLastMinute()).isEqualTo(2);
    assertThat(erp.failedLastMinute()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(58));
    SystemStatus later = named(systems().all(), "erp");
    assertThat(later.deliveredLastMinute()).isEqualTo(1);
    assertThat(later.failedLastMinute()).isZero();
    clock.pass(Duration.ofSeconds(2));
    assertThat(named(systems().all(), "erp").deliveredLastMinute()).isZero();
  }

  @Test
  void a_system_has_a_history_of_sixty_minutes_with_the_empty_ones() {
    MinuteCounts counts = new MinuteCounts(jdbi, clock);
    counts.count("production-confirmation", "erp", What.DELIVERED);
    counts.count("production-confirmation", "erp", What.CONFIRMED);
    counts.count("goods-receipt", "erp", What.DELIVERED);
    counts.count("production-confirmation", "erp", What.FAILED);
    counts.count("production-confirmation", "analytics", What.DELIVERED);
    clock.pass(Duration.ofMinutes(2));
    counts.count("production-confirmation", "erp", What.DELIVERED);
    counts.close();
    SystemHistories histories = new SystemHistories(jdbi, () -> plant, clock);
    SystemHistory erp = histories.find("erp").orElseThrow();
    assertThat(erp.name()).isEqualTo("erp");
    assertThat(erp.perMinute()).hasSize(60);
    assertThat(erp.perMinute().subList(57, 60))
        .containsExactly(
            new SystemHistory.Minute(Journal.MORNING, 2, 1),
            new SystemHistory.Minute(Journal.MORNING.plusSeconds(60), 0, 0),
            new SystemHistory.Minute(Journal.MORNING.plusSeconds(120), 1, 0));
    assertThat(erp.perMinute().getFirst().minute())
        .isEqualTo(Journal.MORNING.minus(Duration.ofMinutes(57)));
    clock.pass(Duration.ofMinutes(58));
    assertThat(histories.find("erp").orElseThrow().perMinute().getFirst().delivered()).isZero();
    assertThat(histories.find("nobody")).isEmpty();
  }

  @Test
  void meters_have_base_units_and_no_ids() {
    meters.intakeBegins();
    meters.intake("confirm-production", "accepted", Duration.ofMillis(2));
    meters.sendBegins("erp");
    meters.failed("erp", FailureClass.BUSINESS_RULE);
    meters.delivered("production-confirmation", "erp", Duration.ofSeconds(1));
    assertThat(meters.scrape())
        .contains(
            "millrace_intake_seconds_count{answer=\"accepted\",operation=\"confirm-production\"} 1")
        .contains("millrace_intake_in_progress 0")
        .contains("millrace_send_in_progress{system=\"erp\"} 1")
        .contains("millrace_failures_total{class=\"business-rule\",system=\"erp\"} 1")
        .contains(
            "millrace_delivery_seconds_bucket{flow=\"production-confirmation\",system=\"erp\"");
  }

  @Test
  void what_was_read_counts_for_a_moment() {
    Systems systems = systems();
    assertThat(named(systems.all(), "erp").backlog()).isZero();
    Journal journal = new Journal(jdbi);
    journal.delivery(journal.message("A/1", "A"), 1, "erp", 1, "READY");
    assertThat(named(systems.all(), "erp").backlog()).isZero();
    clock.pass(Duration.ofSeconds(1));
    assertThat(named(systems.all(), "erp").backlog()).isEqualTo(1);
  }
}
