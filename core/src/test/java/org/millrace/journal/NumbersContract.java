package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** What the ports promise, and what they promise about numbers. */
public abstract class NumbersContract extends StoreContract {

  @Test
  void an_early_number_waits_until_the_one_before_it_has_released_its_key() {
    Work second = numbered("a/2", 2);
    assertThat(second.state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(openOf("erp")).isEmpty();

    Work first = numbered("a/1", 1);
    assertThat(openOf("erp")).extracting(Work::id).containsExactly(first.id());
    assertThat(settle(first, DeliveryState.NEEDS_PERSON).freed()).isEmpty();

    Work released = store.commands().release(first.id(), ADA, "again").orElseThrow();
    List<Work> freed = settle(released, DeliveryState.CONFIRMED).freed();
    assertThat(freed).extracting(Work::id).containsExactly(second.id());
    assertThat(work(second.id()).state()).isEqualTo(DeliveryState.READY);
    assertThat(settle(released, DeliveryState.CONFIRMED).freed()).isEqualTo(freed);
  }

  @Test
  void numbers_in_their_order_wait_for_nothing_but_their_turn() {
    assertThat(numbered("a/1", 1).state()).isEqualTo(DeliveryState.READY);
    assertThat(numbered("a/2", 2).state()).isEqualTo(DeliveryState.READY);
    assertThat(store.announced()).flatExtracting(PostgresInbox.Accepted::open).hasSize(2);
  }

  @Test
  void a_number_that_a_person_ended_while_it_waited_is_passed_over() {
    Work third = numbered("a/3", 3);
    Work second = numbered("a/2", 2);
    assertThat(store.commands().cancel(second.id(), ADA, "not needed").orElseThrow().freed())
        .isEmpty();
    Work first = numbered("a/1", 1);
    assertThat(settle(first, DeliveryState.CONFIRMED).freed())
        .extracting(Work::id)
        .containsExactly(third.id());
  }

  private Work numbered(String key, long number) {
    Draft.Place place = new Draft.Place(number, 1, Duration.ofMinutes(10), true);
    Draft.Step step = new Draft.Step(1, "erp", 7, 0, Optional.of(place), List.of());
    Draft plain = draft(key, "{}", List.of(step));
    Draft draft =
        new Draft(
            plain.flow(),
            plain.operation(),
            plain.object(),
            plain.contract(),
            plain.landscapeVersion(),
            plain.sender(),
            plain.businessKey(),
            plain.orderKey(),
            OptionalLong.of(number),
            plain.correlationId(),
            plain.traceparent(),
            plain.callback(),
            plain.payload(),
            plain.businessDedup(),
            plain.clientDedup(),
            plain.fingerprint(),
            plain.steps(),
            plain.announced());
    return work(new DeliveryId(append(draft).message(), 1));
  }
}
