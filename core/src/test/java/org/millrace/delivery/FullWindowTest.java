package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.millrace.journal.Work;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** What is set free while there is no room for it keeps its place. */
class FullWindowTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final long LANE = 7;

  private final Dispatcher dispatcher = new Dispatcher(new Window(4, 3, 8), flow -> false);
  private final List<Integer> sent = new ArrayList<>();
  private final List<Effect.Load> loads = new ArrayList<>();

  @Test
  void one_that_was_left_in_the_journal_goes_before_a_later_one_that_finds_room() {
    on(new Event.TargetDeclared("erp", 1, Double.POSITIVE_INFINITY, BreakerPolicy.STANDARD));
    on(new Event.Loaded("erp", List.of(work(11, 1), work(12, 2), work(13, 3), work(14, 4)), 8));
    on(new Event.Returned(List.of(work(1, LANE)))); // the window is full
    confirm(work(11, 1));
    on(new Event.Returned(List.of(work(2, LANE)))); // there is room for one
    confirm(work(12, 2));
    confirm(work(13, 3));
    confirm(work(14, 4));
    assertThat(loads.getLast().after()).isEmpty();
    on(new Event.Loaded("erp", List.of(work(1, LANE), work(2, LANE)), 8));
    confirm(work(1, LANE));

    assertThat(sent).containsExactly(11, 12, 13, 14, 1, 2);
  }

  private void on(Event event) {
    for (Effect effect : dispatcher.on(event, NOW)) {
      switch (effect) {
        case Effect.Send send ->
            sent.add((int) send.work().id().message().value().getLeastSignificantBits());
        case Effect.Load load -> loads.add(load);
        default -> {}
      }
    }
  }

  private void confirm(Work work) {
    on(
        new Event.Settled(
            work.after(DeliveryState.CONFIRMED, true, Optional.empty()), new Verdict.Works()));
  }

  private static Work work(int number, long lane) {
    UUID id = new UUID(NOW.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L | number);
    return new Work(
        new DeliveryId(new MessageId(id), 1),
        "flow",
        "erp",
        lane,
        DeliveryState.READY,
        0,
        0,
        false,
        OptionalLong.empty(),
        Optional.empty());
  }
}
