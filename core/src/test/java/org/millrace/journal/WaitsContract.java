package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What the ports promise about deliveries that need other messages' effects. */
public abstract class WaitsContract extends NumbersContract {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofMillis(-1);

  @Test
  void what_needs_another_is_announced_with_its_place_and_goes_when_that_had_its_effect() {
    Work issue = needing(LONG, "o-1");
    assertThat(issue.state()).isEqualTo(DeliveryState.HELD);
    assertThat(store.announced())
        .flatExtracting(PostgresInbox.Accepted::open)
        .containsExactly(issue);
    assertThat(openOf("wms")).containsExactly(issue);
    Work order = order("o-1");
    assertThat(come("o-1")).as("it is accepted, no more").isEmpty();

    settle(order, DeliveryState.CONFIRMED);

    assertThat(store.waits().objectMayBeDone("another", "o-1")).isEmpty();
    assertThat(come("o-1")).extracting(Work::id).containsExactly(issue.id());
    assertThat(work(issue.id()).state()).isEqualTo(DeliveryState.READY);
    assertThat(come("o-1")).isEmpty();
  }

  @Test
  void what_was_settled_by_hand_is_there_and_what_was_cancelled_is_not() {
    Work issue = needing(LONG, "o-1");
    Work order = order("o-1");
    settle(order, DeliveryState.NEEDS_PERSON);
    assertThat(store.commands().settleByHand(order.id(), "4711", ADA, "done there")).isPresent();
    assertThat(come("o-1")).extracting(Work::id).containsExactly(issue.id());

    needing(LONG, "o-2");
    Work cancelled = order("o-2");
    settle(cancelled, DeliveryState.NEEDS_PERSON);
    assertThat(store.commands().cancel(cancelled.id(), ADA, "not needed")).isPresent();
    assertThat(come("o-2")).isEmpty();
  }

  @Test
  void what_needs_several_waits_for_all_of_them() {
    Work issue = needing(LONG, "o-1", "o-2");
    settle(order("o-1"), DeliveryState.CONFIRMED);
    assertThat(come("o-1")).isEmpty();
    settle(order("o-2"), DeliveryState.CONFIRMED);
    assertThat(come("o-2")).extracting(Work::id).containsExactly(issue.id());
  }

  @Test
  void when_patience_has_ended_it_is_a_persons_and_goes_all_the_same_when_it_comes() {
    Work issue = needing(OVER, "o-1");
    assertThat(store.waits().endPatience()).isEmpty();
    assertThat(work(issue.id()).state()).isEqualTo(DeliveryState.NEEDS_PERSON);
    settle(order("o-1"), DeliveryState.CONFIRMED);
    assertThat(come("o-1")).extracting(Work::state).containsExactly(DeliveryState.READY);
  }

  @Test
  void a_person_lets_it_go_without_what_it_needs() {
    Work issue = needing(LONG, "o-1");
    assertThat(store.waits().goWithout(issue.id(), ADA, "made by hand").orElseThrow())
        .extracting(Work::id)
        .containsExactly(issue.id());
    assertThat(store.waits().goWithout(issue.id(), ADA, "again")).isEmpty();
  }

  @Test
  void what_a_person_let_go_waits_for_nothing_any_more() {
    Work issue = needing(LONG, "o-1");
    Work released = store.commands().release(issue.id(), ADA, "go").orElseThrow();
    settle(released, DeliveryState.NEEDS_PERSON);
    settle(order("o-1"), DeliveryState.CONFIRMED);

    assertThat(come("o-1")).as("now a person decides about something else").isEmpty();
    assertThat(work(issue.id()).state()).isEqualTo(DeliveryState.NEEDS_PERSON);
  }

  @Test
  void what_was_let_go_is_told_again_until_it_was_sent() {
    Work issue = needing(LONG, "o-1");
    Work order = order("o-1");
    assertThat(store.waits().letGoBefore(Optional.empty()).freed())
        .as("nobody has let them go")
        .isEmpty();
    settle(order, DeliveryState.CONFIRMED);
    List<Work> told = come("o-1");

    assertThat(store.waits().letGoBefore(Optional.empty()).freed()).isEqualTo(told);
    assertThat(store.waits().letGoBefore(Optional.of(issue.id())).freed()).isEmpty();
    settle(work(issue.id()), DeliveryState.CONFIRMED);
    assertThat(store.waits().letGoBefore(Optional.empty()).freed()).isEmpty();
  }

  private List<Work> come(String key) {
    return store.waits().objectMayBeDone("flow", key);
  }

  private Work order(String key) {
    Draft.Step step = new Draft.Step(1, "erp", key.hashCode(), 0);
    return work(new DeliveryId(append(draft(key, "{}", List.of(step))).message(), 1));
  }

  private Work needing(Duration patience, String... keys) {
    List<Draft.Need> needs =
        Stream.of(keys).map(key -> new Draft.Need("flow", "erp", key, patience)).toList();
    Draft.Step step = new Draft.Step(1, "wms", keys[0].hashCode(), 0, Optional.empty(), needs);
    String key = "issue of " + String.join(", ", keys);
    return work(new DeliveryId(append(draft(key, "{}", List.of(step))).message(), 1));
  }
}
