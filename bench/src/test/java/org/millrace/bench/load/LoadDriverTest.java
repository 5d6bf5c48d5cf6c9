package org.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.bench.load.FakeEngine.Defect;

class LoadDriverTest {
  private static final int RUN = 123_456;
  private static final Duration FIRST_WINDOW = Duration.ofMillis(600);
  private static final Duration LAST_WINDOW = Duration.ofSeconds(20);

  /** Messages after which every defect of the fake engine has shown. */
  private static final int ENOUGH = 40;

  @Test
  void an_engine_that_keeps_its_promises_has_no_faults() throws IOException {
    LoadReport report = run(Defect.NONE, Pace.closed(), 4);
    assertThat(report.faults(true)).isEmpty();
    assertThat(report.accepted()).isGreaterThanOrEqualTo(ENOUGH).isEqualTo(report.sent());
    assertThat(report.deliveredPerSecond()).isPositive();
    assertThat(report.accept().count()).isPositive();
    assertThat(report.deliver().millis(0.5)).isPositive();
  }

  @Test
  void a_lost_message_is_found() throws IOException {
    LoadReport report = run(Defect.LOSES_THE_TENTH, Pace.closed(), 4);
    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.faults(true)).containsExactly("1 accepted but never delivered");
  }

  @Test
  void a_doubled_message_is_found() throws IOException {
    LoadReport report = run(Defect.DOUBLES_THE_TENTH, Pace.closed(), 4);
    assertThat(report.faults(true)).containsExactly("1 delivered twice");
  }

  @Test
  void a_message_that_its_key_overtook_is_found() throws IOException {
    LoadReport report = run(Defect.HOLDS_THE_TENTH_BACK, Pace.closed(), 1);
    assertThat(report.faults(true)).containsExactly("1 delivered out of order");
    assertThat(report.faults(false)).as("of an engine that promises no order").isEmpty();
    assertThat(report.misordered()).as("which is counted all the same").isEqualTo(1);
  }

  @Test
  void a_refusal_is_shown_with_its_answer() throws IOException {
    LoadReport report = run(Defect.REFUSES_THE_TENTH, Pace.closed(), 4);
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.faults(true).getFirst()).contains("503");
  }

  @Test
  void an_open_loop_keeps_its_rate() throws IOException {
    LoadReport report = run(Defect.NONE, Pace.open(200), 4);
    assertThat(report.faults(true)).isEmpty();
    assertThat(report.sent()).isBetween(139L, 141L); // 0.7 seconds
  }

  @Test
  void messages_that_were_due_during_a_stall_count_from_their_intended_time() throws IOException {
    LoadReport report = run(Defect.STALLS_AT_THE_TENTH, Pace.open(100), 4);
    assertThat(report.faults(true)).isEmpty();
    assertThat(report.deliver().millis(0.9)).isGreaterThan(100);
  }

  @Test
  void a_second_run_over_the_same_target_is_checked_by_itself() throws IOException {
    try (LoadDriver driver = LoadDriver.open(0);
        FakeEngine engine = new FakeEngine(driver.targetPort(), Defect.NONE)) {
      LoadPlan plan = plan(engine, Pace.closed(), 2);
      assertThat(driver.run(plan, Window.UNWATCHED).faults(true)).isEmpty();
      LoadPlan second = plan.with(Pace.open(100), Duration.ZERO, Duration.ofMillis(300), RUN + 1);
      LoadReport report = driver.run(second, Window.UNWATCHED);
      assertThat(report.faults(true)).isEmpty();
      assertThat(report.sent()).isBetween(29L, 31L);
    }
  }

  /** On a busy machine a short window may end before the defect shows; then a longer one is run. */
  private static LoadReport run(Defect defect, Pace pace, int keysPerConnection)
      throws IOException {
    Duration window = FIRST_WINDOW;
    while (true) {
      try (LoadDriver driver = LoadDriver.open(0);
          FakeEngine engine = new FakeEngine(driver.targetPort(), defect)) {
        LoadPlan plan =
            plan(engine, pace, keysPerConnection).with(pace, Duration.ofMillis(100), window, RUN);
        LoadReport report = driver.run(plan, Window.UNWATCHED);
        if (report.sent() >= ENOUGH || window.compareTo(LAST_WINDOW) > 0) {
          return report;
        }
      }
      window = window.multipliedBy(2);
    }
  }

  private static LoadPlan plan(FakeEngine engine, Pace pace, int keysPerConnection) {
    return new LoadPlan(
        engine.intake(),
        Optional.of("mr_test"),
        pace,
        2,
        keysPerConnection,
        1024,
        Duration.ofMillis(100),
        FIRST_WINDOW,
        Duration.ofSeconds(10),
        RUN);
  }
}
