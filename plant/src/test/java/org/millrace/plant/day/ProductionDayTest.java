package org.millrace.plant.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.millrace.plant.day.DayStatus.State;
import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.outbox.BusinessMessage;

class ProductionDayTest {
  private static final DayPlan PLAN = new DayPlan(1, LocalDate.of(2026, 11, 20), 2, true);

  private final Recorder recorder = new Recorder();

  private static final class Recorder implements DayStage {
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(BusinessMessage message, long event) {
      sent.add(event + " " + message.idempotencyKey());
    }

    @Override
    public void breakDown(FaultSpec fault) {
      sent.add(fault.kind().wireName());
    }

    @Override
    public boolean full() {
      return false;
    }
  }

  private ProductionDay day(double speed) {
    return new ProductionDay(recorder, InstantSource.system(), speed);
  }

  @Test
  void a_day_sends_its_whole_script_and_is_done() {
    ProductionDay day = day(100_000);
    assertThat(day.start(PLAN, 0)).isTrue();
    assertThat(day.start(PLAN, 0)).isFalse();
    await().until(() -> day.status().state() == State.DONE);
    int[] count = {0};
    new DayScript(PLAN).forEachRemaining(event -> count[0]++);
    assertThat(recorder.sent).hasSize(count[0]);
  }

  @Test
  void an_interrupted_day_goes_on_behind_its_last_event() {
    ProductionDay whole = day(100_000);
    whole.start(PLAN, 0);
    await().until(() -> whole.status().state() == State.DONE);
    List<String> rest = List.copyOf(recorder.sent.subList(100, recorder.sent.size()));
    recorder.sent.clear();
    ProductionDay second = day(100_000);
    second.start(PLAN, 100);
    await().until(() -> second.status().state() == State.DONE);
    assertThat(recorder.sent).isEqualTo(rest);
  }

  @Test
  void a_paused_day_stands_still_until_it_goes_on_and_a_stopped_one_ends()
      throws InterruptedException {
    ProductionDay day = day(1);
    day.start(PLAN, 0);
    assertThat(day.pause()).isTrue();
    String time = day.status().plantTime();
    assertThat(day.status().state()).isEqualTo(State.PAUSED);
    assertThat(day.status().plantTime()).isEqualTo(time);
    assertThat(day.resume()).isTrue();
    assertThat(day.stop()).isTrue();
    day.stopAndWait();
    assertThat(day.status().state()).isEqualTo(State.STOPPED);
    assertThat(day.pause()).isFalse();
  }
}
