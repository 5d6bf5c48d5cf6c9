package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** What the ports promise about steps that are planned only when they are needed. */
public abstract class DetoursContract extends WaitsContract {

  /** Steps 1 to 3; 4 and 5 take 1 and 2 back, and 6 is another target for 2. */
  private static final List<Draft.Step> STEPS =
      List.of(
          new Draft.Step(1, "wms", 1, 0),
          new Draft.Step(2, "carrier", 2, 1),
          new Draft.Step(3, "erp", 3, 2));

  private static final List<Standbys.Planned> TAKING_BACK =
      List.of(new Standbys.Planned(4, "wms", 4, 1), new Standbys.Planned(5, "carrier", 5, 2));

  private static final Standbys.Planned OTHER = new Standbys.Planned(6, "courier", 6, 2);

  @Test
  void what_waited_for_a_rerouted_step_waits_for_the_other_target() {
    MessageId message = shipped(1);
    park(message, 2);
    Commands.Ended ended =
        store.detours().reroute(step(message, 2).id(), OTHER, ADA, "it moves").orElseThrow();

    assertThat(ended.work().state()).isEqualTo(DeliveryState.REROUTED);
    assertThat(ended.freed()).containsExactly(step(message, 6));
    assertThat(step(message, 3).state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(settle(step(message, 6), DeliveryState.CONFIRMED).freed())
        .containsExactly(step(message, 3));
    assertThat(store.detours().reroute(step(message, 2).id(), OTHER, ADA, "again")).isEmpty();
  }

  @Test
  void if_the_other_target_has_no_effect_either_what_waited_is_skipped() {
    MessageId message = shipped(1);
    park(message, 2);
    assertThat(store.detours().reroute(step(message, 2).id(), OTHER, ADA, "it moves")).isPresent();
    park(message, 6);
    assertThat(store.commands().cancel(step(message, 6).id(), ADA, "not needed")).isPresent();
    assertThat(step(message, 3).state()).isEqualTo(DeliveryState.SKIPPED);
  }

  @Test
  void what_may_be_under_way_or_may_have_arrived_goes_nowhere_else() {
    MessageId message = shipped(1);
    Work second = step(message, 2);
    assertThat(store.detours().reroute(second.id(), OTHER, ADA, "no")).isEmpty();
    store.settlements().intend(second).join();
    assertThat(store.detours().reroute(second.id(), OTHER, ADA, "no")).isEmpty();
    assertThat(store.detours().compensate(second.id(), TAKING_BACK, ADA, "no")).isEmpty();
    store.settlements().doubt(second, LATER);
    assertThat(store.detours().reroute(second.id(), OTHER, ADA, "no")).isEmpty();
  }

  @Test
  void effects_are_taken_back_in_reverse_order_one_after_the_other() {
    MessageId message = shipped(2);
    park(message, 3);
    Commands.Ended ended =
        store
            .detours()
            .compensate(step(message, 3).id(), TAKING_BACK, ADA, "cancelled")
            .orElseThrow();

    assertThat(ended.work().state()).isEqualTo(DeliveryState.CANCELLED);
    assertThat(ended.freed()).containsExactly(step(message, 5));
    assertThat(step(message, 4).state()).isEqualTo(DeliveryState.BLOCKED);
    park(message, 5);
    assertThat(step(message, 4).state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(store.commands().release(step(message, 5).id(), ADA, "again")).isPresent();
    assertThat(settle(step(message, 5), DeliveryState.CONFIRMED).freed())
        .containsExactly(step(message, 4));
  }

  @Test
  void only_what_had_its_effect_is_taken_back_and_only_once() {
    MessageId message = shipped(1);
    park(message, 2);
    DeliveryId second = step(message, 2).id();
    assertThat(
            store.detours().compensate(second, TAKING_BACK, ADA, "given up").orElseThrow().freed())
        .containsExactly(step(message, 4));
    assertThat(store.queue().find(new DeliveryId(message, 5))).isEmpty();
    assertThat(step(message, 3).state()).isEqualTo(DeliveryState.SKIPPED);
    assertThat(store.detours().compensate(second, TAKING_BACK, ADA, "again")).isEmpty();
  }

  @Test
  void a_rule_that_gives_up_plans_with_its_attempt_and_a_repetition_tells_of_it_again() {
    MessageId message = shipped(2);
    Settlement rejected =
        settlement(step(message, 3), DeliveryState.REJECTED)
            .standingBy(new Standbys(Optional.empty(), TAKING_BACK));
    Settlements.Committed first = store.settlements().settle(rejected).join();
    Settlements.Committed again = store.settlements().settle(rejected).join();

    assertThat(first.freed()).containsExactly(step(message, 5));
    assertThat(again.effective()).isFalse();
    assertThat(again.freed()).isEqualTo(first.freed());
  }

  @Test
  void a_rule_that_reroutes_plans_with_its_attempt_and_a_repetition_tells_of_it_again() {
    MessageId message = shipped(1);
    Settlement rerouted =
        settlement(step(message, 2), DeliveryState.REROUTED)
            .standingBy(new Standbys(Optional.of(OTHER), TAKING_BACK));
    Settlements.Committed first = store.settlements().settle(rerouted).join();
    Settlements.Committed again = store.settlements().settle(rerouted).join();

    assertThat(first.freed()).containsExactly(step(message, 6));
    assertThat(step(message, 3).state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(again.effective()).isFalse();
    assertThat(again.freed()).isEqualTo(first.freed());
  }

  /** A message whose first steps had their effect. */
  private MessageId shipped(int steps) {
    MessageId message = append(draft("s/1", "{}", STEPS)).message();
    for (int number = 1; number <= steps; number++) {
      settle(step(message, number), DeliveryState.CONFIRMED);
    }
    return message;
  }

  private void park(MessageId message, int step) {
    settle(step(message, step), DeliveryState.NEEDS_PERSON);
  }

  private Work step(MessageId message, int number) {
    return work(new DeliveryId(message, number));
  }
}
