package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.failure.Failure;
import org.millrace.message.Actor;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.Payload;
import org.millrace.message.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the journal's ports promise. PostgreSQL and the simulator's journal in memory pass the same
 * suite, so that what the simulator finds, or does not find, says something about the product.
 */
public abstract class StoreContract {

  static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  static final Instant LATER = Instant.parse("2026-01-01T00:01:00Z");
  private static final JsonMapper JSON = StrictJson.mapper();
  private static final List<Draft.Step> ONE = List.of(new Draft.Step(1, "erp", 7, 0));
  private static final List<Draft.Step> CHAIN =
      List.of(
          new Draft.Step(1, "erp", 1, 0),
          new Draft.Step(2, "analytics", 2, 1),
          new Draft.Step(3, "archive", 3, 2));

  /** A store that is empty at the beginning. */
  public record Store(
      Inbox inbox,
      Settlements settlements,
      DeliveryQueue queue,
      Commands commands,
      Detours detours,
      Waits waits,
      Corrections corrections,
      Holds holds,
      List<PostgresInbox.Accepted> announced) {}

  Store store;

  /** Called before each test. */
  protected abstract Store open();

  @BeforeEach
  final void begin() {
    store = open();
  }

  @Test
  void what_was_accepted_is_there_and_was_announced() {
    Receipt receipt = append(draft("a/1", "{\"n\":1.10}", CHAIN));

    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    Message message = store.queue.message(receipt.message()).orElseThrow();
    assertThat(message.businessKey()).isEqualTo("a/1");
    assertThat(message.content().get("n").decimalValue()).isEqualTo("1.10");
    assertThat(store.announced).hasSize(1);
    assertThat(store.announced.getFirst().open())
        .containsExactly(work(new DeliveryId(receipt.message(), 1)));
    assertThat(states(receipt)).containsExactly("READY", "BLOCKED", "BLOCKED");
  }

  @Test
  void a_key_that_is_taken_names_the_first_message_and_writes_nothing() {
    Receipt first = append(draft("a/1", "{}", ONE));
    Draft sameClient = draft("a/2", "{\"n\":3}", ONE, "client-of-a/1");

    assertThat(append(draft("a/1", "{}", ONE)))
        .isEqualTo(new Receipt.Duplicate(first.message(), true, true));
    assertThat(append(draft("a/1", "{\"n\":2}", ONE)))
        .isEqualTo(new Receipt.Duplicate(first.message(), false, true));
    assertThat(append(sameClient)).isEqualTo(new Receipt.Duplicate(first.message(), false, false));
    assertThat(openOf("erp")).hasSize(1);
    assertThat(store.announced).hasSize(1);
  }

  @Test
  void of_what_is_appended_together_nothing_stays_if_one_conflicts() throws InterruptedException {
    append(draft("a/2", "{\"n\":1}", ONE));
    List<Receipt> receipts =
        store
            .inbox
            .appendTogether(
                new Together(
                    List.of(draft("a/1", "{}", ONE), draft("a/2", "{\"n\":2}", ONE)),
                    2,
                    Set.of(),
                    Optional.empty()))
            .receipts();

    assertThat(receipts.get(1)).isInstanceOf(Receipt.Duplicate.class);
    assertThat(openOf("erp")).hasSize(1);
    assertThat(append(draft("a/1", "{}", ONE))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void ids_follow_the_order_of_acceptance_and_pages_follow_ids() {
    List<DeliveryId> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      List<Draft.Step> steps = List.of(new Draft.Step(1, "erp", i % 2, 0));
      ids.add(new DeliveryId(append(draft("k" + i, "{}", steps)).message(), 1));
    }
    assertThat(ids).isSorted();
    assertThat(store.queue.openOf("erp", Optional.empty(), 3))
        .extracting(Work::id)
        .containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(store.queue.openOf("erp", Optional.of(ids.get(4)), 3))
        .extracting(Work::id)
        .containsExactlyElementsOf(ids.subList(5, 7));
    assertThat(store.queue.openInLane(1, Optional.of(ids.get(1)), 5))
        .extracting(Work::id)
        .containsExactly(ids.get(3), ids.get(5));
    assertThat(store.queue.openOf("wms", Optional.empty(), 3)).isEmpty();
    assertThat(store.queue.systemsWithOpenWork()).containsExactly("erp");
  }

  @Test
  void a_settlement_counts_the_attempt_and_is_what_is_read_afterwards() {
    Work work = accept("a/1", ONE);
    assertThat(settle(work, DeliveryState.RETRY_AT).effective()).isTrue();

    Work after = work(work.id());
    assertThat(after).isEqualTo(work.after(DeliveryState.RETRY_AT, true, Optional.of(LATER)));
    settle(after, DeliveryState.CONFIRMED);
    assertThat(work(work.id()).attempts()).isEqualTo(2);
    assertThat(openOf("erp")).isEmpty();
  }

  @Test
  void a_late_writer_changes_nothing() {
    Work work = accept("a/1", ONE);
    settle(work, DeliveryState.CONFIRMED);
    assertThat(settle(work, DeliveryState.NEEDS_PERSON).effective()).isFalse();
    assertThat(work(work.id()).state()).isEqualTo(DeliveryState.CONFIRMED);
    assertThat(work(work.id()).attempts()).isEqualTo(1);

    Work other = accept("a/2", ONE);
    settle(other, DeliveryState.RETRY_AT);
    assertThat(store.settlements.intend(other).join()).isFalse();
  }

  @Test
  void an_intent_is_given_once_and_says_when() {
    Work work = accept("a/1", ONE);
    assertThat(store.settlements.intend(work).join()).isTrue();
    assertThat(store.settlements.intend(work).join()).isFalse();
    Work intended = work(work.id());
    assertThat(intended.state()).isEqualTo(DeliveryState.IN_FLIGHT);
    assertThat(intended.attempts()).isZero();
    assertThat(intended.dueAt()).isPresent();
    assertThat(openOf("erp")).hasSize(1);
  }

  @Test
  void only_what_was_in_flight_can_be_doubted() {
    Work work = accept("a/1", ONE);
    assertThat(store.settlements.doubt(work, LATER)).isEmpty();
    store.settlements.intend(work).join();

    Work doubted = store.settlements.doubt(work, LATER).orElseThrow();
    assertThat(doubted.state()).isEqualTo(DeliveryState.IN_DOUBT);
    assertThat(doubted.dueAt()).contains(LATER);
    assertThat(doubted.attempts()).isZero();
    assertThat(work(work.id())).isEqualTo(doubted);
    assertThat(store.settlements.doubt(work, LATER)).isEmpty();
    assertThat(settle(doubted, DeliveryState.CONFIRMED).effective()).isTrue();
  }

  @Test
  void a_step_that_had_its_effect_frees_the_next_and_a_repetition_tells_of_it_again() {
    Receipt receipt = append(draft("a/1", "{}", CHAIN));
    Work first = work(new DeliveryId(receipt.message(), 1));
    assertThat(openOf("analytics")).isEmpty();

    List<Work> freed = settle(first, DeliveryState.CONFIRMED).freed();
    assertThat(freed).extracting(Work::system).containsExactly("analytics");
    assertThat(states(receipt)).containsExactly("CONFIRMED", "READY", "BLOCKED");
    Settlements.Committed again = settle(first, DeliveryState.CONFIRMED);
    assertThat(again.effective()).isFalse();
    assertThat(again.freed()).isEqualTo(freed);
  }

  @Test
  void what_was_delivered_but_not_confirmed_frees_nothing_yet() {
    Receipt receipt = append(draft("a/1", "{}", CHAIN));
    Work first = work(new DeliveryId(receipt.message(), 1));
    assertThat(settle(first, DeliveryState.DELIVERED).freed()).isEmpty();
    assertThat(states(receipt)).containsExactly("DELIVERED", "BLOCKED", "BLOCKED");
    assertThat(store.commands.settleByHand(first.id(), "4711", ADA, "seen").orElseThrow().freed())
        .extracting(Work::system)
        .containsExactly("analytics");
  }

  @Test
  void steps_behind_one_that_will_never_have_its_effect_are_skipped() {
    Receipt receipt = append(draft("a/1", "{}", CHAIN));
    Work first = work(new DeliveryId(receipt.message(), 1));
    settle(first, DeliveryState.NEEDS_PERSON);
    Commands.Ended ended = store.commands.cancel(first.id(), ADA, "not needed").orElseThrow();
    assertThat(ended.work().state()).isEqualTo(DeliveryState.CANCELLED);
    assertThat(ended.freed()).isEmpty();
    assertThat(states(receipt)).containsExactly("CANCELLED", "SKIPPED", "SKIPPED");
  }

  @Test
  void a_release_begins_the_tries_anew_and_keeps_the_attempts() {
    Work work = accept("a/1", ONE);
    assertThat(store.commands.release(work.id(), ADA, "go")).isEmpty();
    settle(work, DeliveryState.NEEDS_PERSON);
    Work released = store.commands.release(work.id(), ADA, "go").orElseThrow();
    assertThat(released.state()).isEqualTo(DeliveryState.READY);
    assertThat(released.tries()).isZero();
    assertThat(released.attempts()).isEqualTo(1);
    assertThat(work(work.id())).isEqualTo(released);
    assertThat(store.commands.release(work.id(), ADA, "again")).isEmpty();
  }

  @Test
  void nothing_that_may_be_under_way_can_be_ended_by_a_person() {
    Work ready = accept("a/1", ONE);
    assertThat(store.commands.cancel(ready.id(), ADA, "stop")).isEmpty();
    store.settlements.intend(ready).join();
    assertThat(store.commands.cancel(ready.id(), ADA, "stop")).isEmpty();
    assertThat(store.commands.settleByHand(ready.id(), "1", ADA, "stop")).isEmpty();
    store.settlements.doubt(ready, LATER);
    Commands.Ended ended =
        store.commands.settleByHand(ready.id(), "1", ADA, "it is there").orElseThrow();
    assertThat(ended.work().state()).isEqualTo(DeliveryState.SETTLED_BY_HAND);
    assertThat(store.commands.cancel(ready.id(), ADA, "too late")).isEmpty();
    assertThat(openOf("erp")).isEmpty();
  }

  @Test
  void a_question_that_was_overtaken_by_a_release_still_tells_what_it_found() {
    Work work = accept("a/1", ONE);
    store.settlements.intend(work).join();
    Work doubted = store.settlements.doubt(work, LATER).orElseThrow();
    store.commands.release(work.id(), ADA, "not there");
    assertThat(settle(doubted, DeliveryState.CONFIRMED).effective()).isTrue();
  }

  @Test
  void a_hold_by_a_person_is_not_replaced_by_the_platform() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    store.holds.hold(
        new Holds.Hold("erp", Holds.Hold.Kind.OUTAGE, "refused", "down", now, Actor.PLATFORM));
    store.holds.hold(
        new Holds.Hold("erp", Holds.Hold.Kind.PERSON, "held", "stocktaking", now, ADA));
    store.holds.hold(
        new Holds.Hold("erp", Holds.Hold.Kind.OUTAGE, "refused", "down", now, Actor.PLATFORM));
    assertThat(store.holds.all()).extracting(Holds.Hold::detail).containsExactly("stocktaking");
    store.holds.release("erp", ADA, "done");
    assertThat(store.holds.all()).isEmpty();
  }

  Receipt append(Draft draft) {
    return store.inbox.append(draft).join();
  }

  private Work accept(String key, List<Draft.Step> steps) {
    return work(new DeliveryId(append(draft(key, "{}", steps)).message(), 1));
  }

  Work work(DeliveryId id) {
    return store.queue.find(id).orElseThrow();
  }

  List<Work> openOf(String system) {
    return store.queue.openOf(system, Optional.empty(), 100);
  }

  private List<String> states(Receipt receipt) {
    return List.of(1, 2, 3).stream()
        .map(step -> work(new DeliveryId(receipt.message(), step)).state().name())
        .toList();
  }

  Settlements.Committed settle(Work work, DeliveryState next) {
    return store.settlements.settle(settlement(work, next)).join();
  }

  static Settlement settlement(Work work, DeliveryState next) {
    Optional<Failure> failure =
        next.hasEffect()
            ? Optional.empty()
            : Optional.of(new Failure.DataQuality("bad-unit", "no such unit", Optional.empty()));
    return new Settlement(
        work,
        false,
        Instant.parse("2026-01-01T00:00:00Z"),
        1,
        OptionalInt.of(200),
        "accepted",
        failure,
        failure.map(f -> "open-case"),
        "POST /x",
        "200",
        next,
        next == DeliveryState.CONFIRMED ? BusinessStatus.CONFIRMED : BusinessStatus.PENDING,
        next == DeliveryState.RETRY_AT ? Optional.of(LATER) : Optional.empty(),
        next == DeliveryState.CONFIRMED ? Optional.empty() : Optional.of("a-cause"),
        Optional.empty(),
        true,
        true,
        next == DeliveryState.NEEDS_PERSON
            ? failure.map(f -> new Settlement.NeedsPerson("bad-unit", f, false, Optional.empty()))
            : Optional.empty());
  }

  static Draft draft(String key, String content, List<Draft.Step> steps) {
    return draft(key, content, steps, "client-of-" + key);
  }

  private static Draft draft(String key, String content, List<Draft.Step> steps, String client) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Draft(
        "flow",
        "post-it",
        "thing",
        "thing@1.0.0",
        1,
        "mes",
        key,
        Optional.of("order"),
        OptionalLong.empty(),
        "correlation-" + key,
        Optional.empty(),
        Optional.empty(),
        new Payload(bytes, JSON.readTree(bytes)),
        hash("business" + key),
        Optional.of(hash(client)),
        hash(content),
        steps,
        List.of());
  }

  private static UUID hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
