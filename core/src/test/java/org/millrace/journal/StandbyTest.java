package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Steps that are planned only when they are needed. */
class StandbyTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  /** Steps 1 to 3 with their compensations 4 and 5; 6 is another target for step 2. */
  private static final List<Draft.Step> STEPS =
      List.of(
          new Draft.Step(1, "wms", 1, 0),
          new Draft.Step(2, "carrier", 2, 1),
          new Draft.Step(3, "erp", 3, 2));

  private static final List<Standbys.Planned> COMPENSATIONS =
      List.of(new Standbys.Planned(4, "wms", 4, 1), new Standbys.Planned(5, "carrier", 5, 2));

  private static final Standbys.Planned OTHER = new Standbys.Planned(6, "courier", 6, 2);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static MessageId accept() {
    return journal.inbox.append(journal.draft("s/1", "s", "{}", STEPS)).join().message();
  }

  private static Work work(MessageId message, int step) {
    return journal.queue.find(new DeliveryId(message, step)).orElseThrow();
  }

  private static List<Work> settle(MessageId message, int step, DeliveryState next) {
    return journal
        .settlements
        .settle(journal.settlement(work(message, step), next, true))
        .join()
        .freed();
  }

  private static String business(MessageId message, int step) {
    return journal
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select business from delivery where message = :m and step = :s")
                    .bind("m", message.value())
                    .bind("s", step)
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void what_waited_for_a_rerouted_step_waits_for_the_other_target() {
    MessageId message = accept();
    settle(message, 1, DeliveryState.CONFIRMED);
    settle(message, 2, DeliveryState.NEEDS_PERSON);

    Commands.Ended ended =
        journal.commands.reroute(work(message, 2).id(), OTHER, ADA, "it moves").orElseThrow();

    assertThat(ended.work().state()).isEqualTo(DeliveryState.REROUTED);
    assertThat(ended.freed()).extracting(Work::system).containsExactly("courier");
    assertThat(work(message, 3).state()).isEqualTo(DeliveryState.BLOCKED);
    assertThat(settle(message, 6, DeliveryState.CONFIRMED))
        .extracting(Work::system)
        .containsExactly("erp");
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
    assertThat(journal.commands.reroute(work(message, 2).id(), OTHER, ADA, "again")).isEmpty();
  }

  @Test
  void nothing_is_rerouted_that_the_target_may_have() {
    MessageId message = accept();
    journal
        .database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "update delivery set state = 'HELD', cause = 'x', business = 'UNKNOWN' where"
                        + " step = 1"));
    assertThat(
            journal.commands.reroute(
                work(message, 1).id(), new Standbys.Planned(6, "courier", 6, 1), ADA, "no"))
        .isEmpty();
  }

  @Test
  void effects_are_taken_back_in_reverse_order_one_after_the_other() {
    MessageId message = accept();
    settle(message, 1, DeliveryState.CONFIRMED);
    settle(message, 2, DeliveryState.CONFIRMED);
    settle(message, 3, DeliveryState.NEEDS_PERSON);

    Commands.Ended ended =
        journal
            .commands
            .compensate(work(message, 3).id(), COMPENSATIONS, ADA, "the order was cancelled")
            .orElseThrow();

    assertThat(ended.work().state()).isEqualTo(DeliveryState.CANCELLED);
    assertThat(ended.freed()).extracting(w -> w.id().step()).containsExactly(5);
    assertThat(work(message, 4).state()).isEqualTo(DeliveryState.BLOCKED);
    settle(message, 5, DeliveryState.NEEDS_PERSON);
    assertThat(work(message, 4).state())
        .as("the later one failed")
        .isEqualTo(DeliveryState.BLOCKED);
    journal.commands.release(work(message, 5).id(), ADA, "try again");
    assertThat(settle(message, 5, DeliveryState.CONFIRMED))
        .extracting(w -> w.id().step())
        .containsExactly(4);
    assertThat(business(message, 2)).isEqualTo("COMPENSATED");
    assertThat(business(message, 1)).isEqualTo("CONFIRMED");
    settle(message, 4, DeliveryState.CONFIRMED);
    assertThat(business(message, 1)).isEqualTo("COMPENSATED");
    assertThat(journal.count("select count(*) from transition where cause = 'compensated'"))
        .isEqualTo(2);
  }

  @Test
  void only_what_had_its_effect_is_taken_back_and_only_once() {
    MessageId message = accept();
    settle(message, 1, DeliveryState.CONFIRMED);
    settle(message, 2, DeliveryState.NEEDS_PERSON);
    assertThat(
            journal
                .commands
                .compensate(work(message, 2).id(), COMPENSATIONS, ADA, "given up")
                .orElseThrow()
                .freed())
        .extracting(w -> w.id().step())
        .containsExactly(4);
    assertThat(journal.count("select count(*) from delivery where compensates is not null"))
        .isEqualTo(1);
    assertThat(journal.commands.compensate(work(message, 2).id(), COMPENSATIONS, ADA, "again"))
        .isEmpty();
    assertThat(work(message, 3).state()).isEqualTo(DeliveryState.SKIPPED);
  }

  @Test
  void a_rule_that_gives_up_or_reroutes_plans_in_the_commit_of_its_attempt() {
    MessageId message = accept();
    settle(message, 1, DeliveryState.CONFIRMED);
    Settlement settlement =
        journal
            .settlement(work(message, 2), DeliveryState.REJECTED, true)
            .standingBy(new Standbys(Optional.of(OTHER), COMPENSATIONS));
    assertThat(journal.settlements.settle(settlement).join().freed())
        .extracting(w -> w.id().step())
        .containsExactly(4);
    assertThat(journal.settlements.settle(settlement).join().effective()).isFalse();
    assertThat(journal.count("select count(*) from delivery")).isEqualTo(4);

    MessageId other = journal.inbox.append(journal.draft("s/2", "t", "{}", STEPS)).join().message();
    settle(other, 1, DeliveryState.CONFIRMED);
    assertThat(
            journal
                .settlements
                .settle(
                    journal
                        .settlement(work(other, 2), DeliveryState.REROUTED, true)
                        .standingBy(new Standbys(Optional.of(OTHER), COMPENSATIONS)))
                .join()
                .freed())
        .extracting(Work::system)
        .containsExactly("courier");
  }
}
