package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Failure;
import org.millrace.message.Actor;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** Deliveries that wait for another message or for something to happen in the business. */
class WaitsTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofMillis(-1);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static Work needing(String key, String orderKey, Duration patience, String... needed) {
    List<Draft.Need> needs =
        java.util.Arrays.stream(needed)
            .map(order -> new Draft.Need("flow", "erp", order, patience))
            .toList();
    Draft.Step step =
        new Draft.Step(1, "erp", ("issue" + orderKey).hashCode(), 0, Optional.empty(), needs);
    Receipt receipt =
        journal.inbox.append(journal.draft(key, orderKey, "{}", List.of(step))).join();
    return journal.queue.find(new DeliveryId(receipt.message(), 1)).orElseThrow();
  }

  private static void confirm(Work work) {
    journal.settlements.settle(journal.settlement(work, DeliveryState.CONFIRMED, false)).join();
  }

  private static Work refusedUntil(String key, AwaitedEvent event, Instant startedAt) {
    Work work = journal.accept(key, key);
    Failure failure = new Failure.BusinessRule("inactive", "not active", Optional.of(event));
    journal
        .settlements
        .settle(
            new Settlement(
                work,
                false,
                startedAt,
                1,
                OptionalInt.of(422),
                "rejected",
                Optional.of(failure),
                Optional.of("open-case"),
                "",
                "",
                DeliveryState.NEEDS_PERSON,
                BusinessStatus.PENDING,
                Optional.empty(),
                Optional.of("inactive"),
                Optional.empty(),
                true,
                false,
                Optional.of(
                    new Settlement.NeedsPerson("inactive", failure, true, Optional.of(event)))))
        .join();
    return work;
  }

  private static DeliveryState state(Work work) {
    return journal.queue.find(work.id()).orElseThrow().state();
  }

  private static List<Work> followAll() {
    List<Work> freed = new ArrayList<>();
    for (var some = journal.waits.followEvent();
        some.isPresent();
        some = journal.waits.followEvent()) {
      freed.addAll(some.get());
    }
    return freed;
  }

  @Test
  void a_goods_issue_waits_for_its_order_in_that_target_and_holds_its_key() {
    Work issue = needing("issue/1", "o-1", LONG, "o-1");
    assertThat(issue.state()).isEqualTo(DeliveryState.HELD);
    assertThat(journal.announced.getLast().open())
        .extracting(Work::state)
        .as("the dispatcher keeps its place in the lane")
        .containsExactly(DeliveryState.HELD);
    assertThat(journal.waits.objectMayBeDone("flow", "o-1")).isEmpty();

    Work order = journal.accept("o-1", "o-1");
    assertThat(journal.waits.objectMayBeDone("flow", "o-1")).isEmpty();
    confirm(order);
    assertThat(journal.waits.objectMayBeDone("flow", "o-1"))
        .extracting(Work::id)
        .containsExactly(issue.id());
    assertThat(state(issue)).isEqualTo(DeliveryState.READY);
    assertThat(journal.count("select count(*) from awaited")).isZero();
  }

  @Test
  void it_waits_for_all_that_it_needs() {
    Work issue = needing("issue/1", "x", LONG, "o-1", "o-2");
    confirm(journal.accept("o-1", "o-1"));
    assertThat(journal.waits.objectMayBeDone("flow", "o-1")).isEmpty();
    assertThat(state(issue)).isEqualTo(DeliveryState.HELD);
    confirm(journal.accept("o-2", "o-2"));
    assertThat(journal.waits.objectMayBeDone("flow", "o-2")).hasSize(1);
  }

  @Test
  void what_was_overlooked_is_found_by_looking_again() {
    Work issue = needing("issue/1", "x", LONG, "o-1");
    confirm(journal.accept("o-1", "o-1"));
    assertThat(journal.waits.lookAgain(Optional.empty()).freed())
        .as("it may still be on its way to the dispatcher")
        .isEmpty();
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update awaited set since = since - interval '1 min'"));
    assertThat(journal.waits.lookAgain(Optional.empty()).freed())
        .extracting(Work::id)
        .containsExactly(issue.id());
  }

  @Test
  void what_seems_to_wait_since_later_than_now_is_looked_at_as_well() {
    Work issue = needing("issue/1", "x", LONG, "o-1");
    confirm(journal.accept("o-1", "o-1"));
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("update awaited set since = since + interval '1 h'"));
    assertThat(journal.waits.lookAgain(Optional.empty()).freed())
        .as("the clock was put back")
        .extracting(Work::id)
        .containsExactly(issue.id());
  }

  @Test
  void when_patience_ends_a_person_is_told_and_it_still_goes_when_the_object_comes() {
    Work issue = needing("issue/1", "x", OVER, "o-1");
    journal.waits.endPatience();
    assertThat(state(issue)).isEqualTo(DeliveryState.NEEDS_PERSON);
    assertThat(journal.count("select members from failure_case where code = 'awaits-object'"))
        .isEqualTo(1);
    confirm(journal.accept("o-1", "o-1"));
    assertThat(journal.waits.objectMayBeDone("flow", "o-1")).hasSize(1);
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
  }

  @Test
  void a_person_lets_it_go_without() {
    Work issue = needing("issue/1", "x", LONG, "o-1");
    assertThat(journal.waits.goWithout(issue.id(), ADA, "the order was made by hand").orElseThrow())
        .extracting(Work::state)
        .containsExactly(DeliveryState.READY);
    assertThat(journal.waits.goWithout(issue.id(), ADA, "again")).isEmpty();
  }

  @Test
  void an_event_lets_go_what_waits_for_it_and_closes_the_case() {
    Instant now = Instant.now();
    AwaitedEvent active = new AwaitedEvent("item-plant.activated", Optional.of("M-100"));
    Work mine = refusedUntil("k1", active, now);
    Work other =
        refusedUntil("k2", new AwaitedEvent("item-plant.activated", Optional.of("M-200")), now);
    journal.waits.announce("item-plant.activated", Optional.of("M-100"), ADA, "done in the ERP");

    assertThat(followAll()).extracting(Work::id).containsExactly(mine.id());
    assertThat(state(other)).isEqualTo(DeliveryState.NEEDS_PERSON);
    assertThat(journal.count("select members from failure_case")).isEqualTo(1);
    journal.waits.announce("item-plant.activated", Optional.of("M-200"), ADA, "that too");
    assertThat(followAll()).hasSize(1);
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
    assertThat(journal.count("select sum(released) from business_event")).isEqualTo(2);
  }

  @Test
  void an_event_that_overtook_the_refusal_counts_and_one_before_the_attempt_does_not() {
    AwaitedEvent reopened = new AwaitedEvent("fiscal-period.reopened", Optional.empty());
    journal.waits.announce("fiscal-period.reopened", Optional.empty(), ADA, "for the stocktaking");
    followAll();
    Work before = refusedUntil("k1", reopened, Instant.now().plusSeconds(60));
    Work meanwhile = refusedUntil("k2", reopened, Instant.now().minusSeconds(60));
    journal
        .database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "update awaited set since = least(since, now() - interval '3 s') where message"
                        + " = ?",
                    meanwhile.id().message().value()));
    assertThat(journal.waits.lookAgain(Optional.empty()).freed())
        .extracting(Work::id)
        .containsExactly(meanwhile.id());
    assertThat(state(before)).isEqualTo(DeliveryState.NEEDS_PERSON);
  }

  @Test
  void a_message_that_tells_of_an_event_is_one_commit_with_it() {
    Draft plain = journal.draft("item/1", "i", "{}");
    Draft telling =
        new Draft(
            plain.flow(),
            plain.operation(),
            plain.object(),
            plain.contract(),
            1,
            "erp",
            plain.businessKey(),
            plain.orderKey(),
            plain.sequence(),
            plain.correlationId(),
            plain.traceparent(),
            plain.callback(),
            plain.payload(),
            plain.businessDedup(),
            plain.clientDedup(),
            plain.fingerprint(),
            plain.steps(),
            List.of(new Draft.Announced("item-plant.activated", Optional.of("M-1"))));
    Work waiting =
        refusedUntil(
            "k1", new AwaitedEvent("item-plant.activated", Optional.empty()), Instant.now());
    journal.inbox.append(telling).join();
    journal.inbox.append(telling).join();
    assertThat(journal.count("select count(*) from business_event where actor = 'system:erp'"))
        .isEqualTo(1);
    assertThat(followAll()).extracting(Work::id).containsExactly(waiting.id());
  }

  @Test
  void one_event_lets_thousands_go_in_bounded_steps() {
    AwaitedEvent reopened = new AwaitedEvent("fiscal-period.reopened", Optional.empty());
    Work one = refusedUntil("k0", reopened, Instant.now().minusSeconds(1));
    journal
        .database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  """
                  insert into delivery select
                    (left(message::text, 24) || lpad(to_hex(g), 12, '0'))::uuid, step, flow, system, lane + g, after_step,
                    state, business, attempts, tries, due_at, cause, case_number, reference, callback,
                    changed_at, sequence
                  from delivery, generate_series(1, 1200) g where message = ?
                  """,
                  one.id().message().value());
              h.execute("update failure_case set members = 1201");
              h.execute(
                  """
                  insert into awaited (message, step, kind, subject, since)
                  select message, step, 'EVENT', 'fiscal-period.reopened', now() - interval '1 s'
                  from delivery on conflict do nothing
                  """);
            });
    journal.waits.announce("fiscal-period.reopened", Optional.empty(), ADA, "month end is over");
    List<Integer> steps = new ArrayList<>();
    for (var some = journal.waits.followEvent();
        some.isPresent();
        some = journal.waits.followEvent()) {
      steps.add(some.get().size());
    }
    assertThat(steps).containsExactly(500, 500, 201);
    assertThat(journal.count("select released from business_event")).isEqualTo(1201);
    assertThat(journal.count("select count(*) from failure_case where closed_at is null")).isZero();
  }
}
