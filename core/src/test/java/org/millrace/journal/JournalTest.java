package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

class JournalTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  @Test
  void a_message_its_key_and_its_deliveries_are_durable_when_the_answer_comes() {
    Receipt receipt = journal.inbox.append(journal.draft("a/1", "a", "{\"n\":1.10}")).join();

    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    Message stored = journal.queue.message(receipt.message()).orElseThrow();
    assertThat(stored.businessKey()).isEqualTo("a/1");
    assertThat(stored.content().get("n").decimalValue()).isEqualTo("1.10");
    assertThat(journal.queue.openOf("erp", Optional.empty(), 10)).hasSize(1);
    assertThat(journal.announced).hasSize(1);
  }

  @Test
  void the_same_key_again_writes_nothing_and_names_the_first_message() {
    Receipt first = journal.inbox.append(journal.draft("a/1", "a", "{}")).join();
    Receipt again = journal.inbox.append(journal.draft("a/1", "a", "{}")).join();
    Receipt other = journal.inbox.append(journal.draft("a/1", "a", "{\"n\":2}")).join();

    assertThat(again).isEqualTo(new Receipt.Duplicate(first.message(), true, true));
    assertThat(other).isEqualTo(new Receipt.Duplicate(first.message(), false, true));
    assertThat(journal.count("select count(*) from message")).isEqualTo(1);
    assertThat(journal.count("select count(*) from delivery")).isEqualTo(1);
    assertThat(journal.announced).hasSize(1);
  }

  @Test
  void of_many_concurrent_appends_of_one_key_exactly_one_is_accepted() {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      receipts.add(journal.inbox.append(journal.draft("a/" + i % 20, "a", "{}")));
    }
    long accepted =
        receipts.stream()
            .map(CompletableFuture::join)
            .filter(Receipt.Accepted.class::isInstance)
            .count();
    assertThat(accepted).isEqualTo(20);
    assertThat(journal.count("select count(*) from message")).isEqualTo(20);
  }

  @Test
  void ids_and_announcements_follow_the_order_of_commits() {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      receipts.add(journal.inbox.append(journal.draft("k" + i, "o", "{}")));
    }
    List<Receipt> answers = receipts.stream().map(CompletableFuture::join).toList();
    assertThat(answers.stream().map(Receipt::message)).isSorted();
    assertThat(journal.announced.stream().map(a -> a.message().id()))
        .containsExactlyElementsOf(answers.stream().map(Receipt::message).toList());
  }

  @Test
  void a_batch_with_a_conflict_leaves_nothing_behind() throws InterruptedException {
    journal.inbox.append(journal.draft("a/2", "a", "{\"n\":1}")).join();
    Together.Result result =
        journal.inbox.appendTogether(
            new Together(
                List.of(journal.draft("a/1", "a", "{}"), journal.draft("a/2", "a", "{\"n\":2}")),
                2,
                Set.of(),
                Optional.empty()));

    assertThat(result.kept()).isFalse();
    assertThat(result.receipts().get(1)).isInstanceOf(Receipt.Duplicate.class);
    assertThat(journal.count("select count(*) from message")).isEqualTo(1);
    assertThat(journal.inbox.append(journal.draft("a/1", "a", "{}")).join())
        .isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void a_draft_that_cannot_be_stored_does_not_fail_its_neighbours() {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String key = i == 25 ? "x".repeat(300) : "k" + i;
      receipts.add(journal.inbox.append(journal.draft(key, "o", "{}")));
    }
    assertThatThrownBy(() -> receipts.get(25).join())
        .hasCauseInstanceOf(JournalUnavailableException.class);
    receipts.remove(25);
    assertThat(receipts).allMatch(r -> r.join() instanceof Receipt.Accepted);
  }

  @Test
  void a_settlement_moves_the_delivery_and_keeps_the_attempt() {
    Work work = journal.accept("a/1", "a");
    var committed =
        journal.settlements.settle(journal.settlement(work, DeliveryState.CONFIRMED)).join();

    assertThat(committed.effective()).isTrue();
    Work after = journal.queue.find(work.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(DeliveryState.CONFIRMED);
    assertThat(after.attempts()).isEqualTo(1);
    assertThat(journal.queue.openOf("erp", Optional.empty(), 10)).isEmpty();
    assertThat(journal.count("select count(*) from attempt where number = 1 and took_us = 1234"))
        .isEqualTo(1);
  }

  @Test
  void an_attempt_says_which_version_of_the_content_it_sent() {
    Work work = journal.accept("a/1", "a");
    journal.settlements.settle(journal.settlement(work, DeliveryState.RETRY_AT)).join();
    Work again = journal.queue.find(work.id()).orElseThrow();
    journal.settlements.settle(journal.settlement(again, DeliveryState.CONFIRMED).about(2)).join();
    assertThat(
            journal.count("select coalesce(sum(content_version), 0) * 10 + count(*) from attempt"))
        .isEqualTo(22);
  }

  @Test
  void a_late_writer_changes_nothing() {
    Work work = journal.accept("a/1", "a");
    journal.settlements.settle(journal.settlement(work, DeliveryState.CONFIRMED)).join();
    var late =
        journal.settlements.settle(journal.settlement(work, DeliveryState.NEEDS_PERSON)).join();

    assertThat(late.effective()).isFalse();
    assertThat(journal.queue.find(work.id()).orElseThrow().state())
        .isEqualTo(DeliveryState.CONFIRMED);
    assertThat(journal.count("select count(*) from attempt")).isEqualTo(1);
  }

  @Test
  void an_intent_is_refused_once_the_delivery_has_moved() {
    Work work = journal.accept("a/1", "a");
    assertThat(journal.settlements.intend(work).join()).isTrue();
    assertThat(journal.settlements.intend(work).join()).isFalse();
    Work doubted =
        journal
            .settlements
            .doubt(work, java.time.Instant.parse("2026-01-01T00:00:00Z"))
            .orElseThrow();
    assertThat(doubted.state()).isEqualTo(DeliveryState.IN_DOUBT);
  }

  @Test
  void a_later_step_goes_when_the_earlier_one_had_its_effect_and_is_skipped_when_it_never_will() {
    List<Draft.Step> steps =
        List.of(new Draft.Step(1, "erp", 1, 0), new Draft.Step(2, "analytics", 2, 1));
    Receipt good = journal.inbox.append(journal.draft("a/1", "a", "{}", steps)).join();
    Receipt bad = journal.inbox.append(journal.draft("a/2", "b", "{}", steps)).join();
    Work first = journal.queue.find(new DeliveryId(good.message(), 1)).orElseThrow();
    Work other = journal.queue.find(new DeliveryId(bad.message(), 1)).orElseThrow();
    assertThat(journal.queue.openOf("analytics", Optional.empty(), 10)).isEmpty();

    var freed =
        journal.settlements.settle(journal.settlement(first, DeliveryState.CONFIRMED)).join();
    assertThat(freed.freed()).extracting(Work::system).containsExactly("analytics");

    journal.settlements.settle(journal.settlement(other, DeliveryState.NEEDS_PERSON)).join();
    journal.commands.cancel(other.id(), ADA, "not needed");
    assertThat(journal.queue.find(new DeliveryId(bad.message(), 2)).orElseThrow().state())
        .isEqualTo(DeliveryState.SKIPPED);
  }

  @Test
  void a_delivery_settled_by_hand_leaves_its_case_and_names_the_document() {
    Work work = journal.accept("a/1", "a");
    journal.settlements.settle(journal.settlement(work, DeliveryState.NEEDS_PERSON)).join();

    assertThat(journal.commands.settleByHand(work.id(), "4711", ADA, "posted in the ERP"))
        .isPresent();
    assertThat(journal.commands.cancel(work.id(), ADA, "too late")).isEmpty();
    assertThat(journal.count("select count(*) from failure_case where closed_at is not null"))
        .isEqualTo(1);
  }

  @Test
  void one_that_is_under_way_cannot_be_cancelled() {
    Work work = journal.accept("a/1", "a");
    journal.settlements.intend(work).join();
    assertThat(journal.commands.cancel(work.id(), ADA, "stop it")).isEmpty();
  }

  @Test
  void a_hold_by_a_person_is_not_replaced_by_the_platform() {
    PostgresHolds holds = new PostgresHolds(journal.database.jdbi(), system -> Optional.empty());
    java.time.Instant now = java.time.Instant.parse("2026-01-01T00:00:00Z");
    holds.hold(new Holds.Hold("erp", Holds.Hold.Kind.PERSON, "held", "stocktaking", now, ADA));
    holds.hold(
        new Holds.Hold("erp", Holds.Hold.Kind.OUTAGE, "refused", "down", now, Actor.PLATFORM));
    assertThat(holds.all()).extracting(Holds.Hold::detail).containsExactly("stocktaking");
    holds.release("erp", ADA, "done");
    assertThat(holds.all()).isEmpty();
  }
}
