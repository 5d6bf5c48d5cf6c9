package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.journal.Work;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Replays get what live traffic leaves. */
class ReplayLaneTest {

  private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private final List<Work> sent = new ArrayList<>();
  private Dispatcher dispatcher = new Dispatcher(Window.STANDARD, flow -> false);
  private Instant now = START;
  private int count;

  @BeforeEach
  void begin() {
    declare(8, Double.POSITIVE_INFINITY);
  }

  private void declare(int concurrency, double rate) {
    sent.clear();
    dispatcher = new Dispatcher(Window.STANDARD, flow -> false);
    on(new Event.TargetDeclared("erp", concurrency, rate, BreakerPolicy.STANDARD));
    on(new Event.Loaded("erp", List.of(), 100));
  }

  private void on(Event event) {
    for (Effect effect : dispatcher.on(event, now)) {
      if (effect instanceof Effect.Send send) {
        sent.add(send.work());
      }
    }
  }

  private List<Work> works(int number) {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      count++;
      UUID id =
          new UUID(START.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L | (long) count);
      works.add(
          new Work(
              new DeliveryId(new MessageId(id), 1),
              "flow",
              "erp",
              count,
              DeliveryState.READY,
              0,
              0,
              false,
              OptionalLong.empty(),
              Optional.empty()));
    }
    return works;
  }

  private void confirm(Work work) {
    on(
        new Event.Settled(
            work.after(DeliveryState.CONFIRMED, true, Optional.empty()), new Verdict.Works()));
  }

  @Test
  void no_more_than_a_quarter_of_the_target_is_theirs() {
    on(new Event.Replayed(works(100)));
    assertThat(sent).hasSize(2);
    confirm(sent.getFirst());
    assertThat(sent).hasSize(3);
  }

  @Test
  void what_comes_live_finds_room_at_once_however_many_wait() {
    on(new Event.Replayed(works(10_000)));
    List<Work> live = works(6);
    on(new Event.Appended(live));
    assertThat(sent).hasSize(8).containsAll(live);
  }

  @Test
  void live_traffic_goes_before_them() {
    List<Work> live = works(20);
    on(new Event.Appended(live));
    List<Work> replayed = works(5);
    on(new Event.Replayed(replayed));
    for (int i = 0; i < 12; i++) {
      confirm(sent.get(i));
    }
    assertThat(sent).containsExactlyElementsOf(live);
    confirm(sent.get(12));
    assertThat(sent.getLast()).isEqualTo(replayed.getFirst());
  }

  @Test
  void all_of_them_go_in_the_end() {
    on(new Event.Replayed(works(50)));
    for (int i = 0; i < sent.size(); i++) {
      confirm(sent.get(i));
    }
    assertThat(sent).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void they_leave_half_of_what_the_rate_has_gathered() {
    declare(100, 10);
    on(new Event.Replayed(works(100)));
    assertThat(sent).hasSize(5);
    List<Work> live = works(5);
    on(new Event.Appended(live));
    assertThat(sent).hasSize(10).containsAll(live);
    now = now.plus(Duration.ofMillis(650));
    on(new Event.Tick());
    assertThat(sent).as("the rate gathers again first").hasSize(11);
  }

  @Test
  void one_that_a_person_lets_go_after_it_failed_again_is_no_replay_any_more() {
    declare(1, Double.POSITIVE_INFINITY);
    on(new Event.Replayed(works(1)));
    Work failed = sent.getFirst().after(DeliveryState.NEEDS_PERSON, true, Optional.empty());
    on(new Event.Settled(failed, new Verdict.Works()));
    List<Work> others = works(3);
    on(new Event.Replayed(others));
    confirm(sent.getLast());
    on(new Event.Returned(List.of(failed.after(DeliveryState.READY, false, Optional.empty()))));
    confirm(sent.getLast());
    assertThat(sent.getLast().id()).as("before the rest of the replay").isEqualTo(failed.id());
  }
}
