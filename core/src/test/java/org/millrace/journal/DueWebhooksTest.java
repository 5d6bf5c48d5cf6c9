package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

/** What is to be told is written with what it tells of. */
class DueWebhooksTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Draft.Callback CALLBACK =
      new Draft.Callback("https://mes.example", "https://mes.example/told?id=7");
  private static final Draft.Step ONLY = new Draft.Step(1, "erp", 1, 0);

  @RegisterExtension static final JournalFixture journal = new JournalFixture();

  private static MessageId accept(String key, Draft.Step... steps) {
    return journal
        .inbox
        .append(journal.draft(key, key, "{}", List.of(steps), Optional.of(CALLBACK)))
        .join()
        .message();
  }

  private static Work work(MessageId message, int step) {
    return journal.queue.find(new DeliveryId(message, step)).orElseThrow();
  }

  /** Of a message whose steps do not wait for one another: most are settled in one statement. */
  private static Settlement settlement(MessageId message, int step, DeliveryState next) {
    return journal.settlement(work(message, step), next, false);
  }

  private static void settle(MessageId message, int step, DeliveryState next) {
    var committed = journal.settlements.settle(settlement(message, step, next)).join();
    assertThat(committed.effective()).isTrue();
  }

  private static List<WebhookEvent> due(MessageId message) {
    return journal.webhooks.due(100).stream()
        .filter(due -> due.id().message().equals(message))
        .map(due -> due.id().event())
        .toList();
  }

  private static long webhooks(String which) {
    return journal.count("select count(*) from webhook where " + which);
  }

  @Test
  void what_completes_a_message_makes_its_webhook_due() {
    MessageId message = accept("a", ONLY);
    assertThat(journal.webhooks.due(100)).isEmpty();
    settle(message, 1, DeliveryState.CONFIRMED);

    Webhooks.Due due = journal.webhooks.due(100).getFirst();
    assertThat(due.id()).isEqualTo(new Webhooks.Id(message, WebhookEvent.COMPLETED));
    assertThat(due.system()).isEqualTo("mes");
    assertThat(due.endpoint()).isEqualTo("https://mes.example");
    assertThat(due.url()).isEqualTo("https://mes.example/told?id=7");
    assertThat(due.tries()).isZero();
  }

  @Test
  void a_transition_whose_webhook_cannot_be_written_does_not_happen() {
    MessageId message = accept("a", ONLY);
    journal
        .database
        .jdbi()
        .useHandle(h -> h.execute("alter table webhook add constraint full_up check (false)"));
    try {
      Settlement settlement = settlement(message, 1, DeliveryState.CONFIRMED);
      assertThatThrownBy(() -> journal.settlements.settle(settlement).join())
          .hasCauseInstanceOf(JournalUnavailableException.class);
      assertThat(work(message, 1).state()).isEqualTo(DeliveryState.READY);
      assertThat(journal.count("select count(*) from attempt")).isZero();
    } finally {
      journal
          .database
          .jdbi()
          .useHandle(h -> h.execute("alter table webhook drop constraint full_up"));
    }
    settle(message, 1, DeliveryState.CONFIRMED);
    assertThat(due(message)).containsExactly(WebhookEvent.COMPLETED);
  }

  @Test
  void a_message_without_callback_has_none() {
    Work work = journal.accept("a/1", "a");
    journal.settlements.settle(journal.settlement(work, DeliveryState.CONFIRMED)).join();
    assertThat(journal.count("select count(*) from callback")).isZero();
    assertThat(webhooks("true")).isZero();
  }

  @Test
  void a_repetition_with_another_callback_changes_nothing() {
    accept("a", ONLY);
    Draft again =
        journal.draft(
            "a",
            "a",
            "{}",
            List.of(ONLY),
            Optional.of(new Draft.Callback("https://mes.example", "https://mes.example/other")));
    assertThat(journal.inbox.append(again).join()).isInstanceOf(Receipt.Duplicate.class);
    assertThat(journal.count("select count(*) from callback where url like '%told?id=7'"))
        .isEqualTo(1);
    assertThat(journal.count("select count(*) from callback")).isEqualTo(1);
  }

  @Test
  void a_message_with_nothing_to_deliver_is_told_at_once() {
    MessageId message = accept("a");
    assertThat(due(message)).containsExactly(WebhookEvent.COMPLETED);
  }

  @Test
  void a_message_of_several_deliveries_is_complete_with_the_last() {
    MessageId message = accept("a", ONLY, new Draft.Step(2, "wms", 2, 0));
    settle(message, 2, DeliveryState.CONFIRMED);
    assertThat(due(message)).isEmpty();
    settle(message, 1, DeliveryState.DELIVERED);
    assertThat(due(message)).containsExactly(WebhookEvent.DELIVERED);
    journal.commands.settleByHand(new DeliveryId(message, 1), "4711", ADA, "it is there");
    assertThat(due(message)).containsExactly(WebhookEvent.COMPLETED);
    assertThat(webhooks("state = 'SUPERSEDED' and event = 'DELIVERED'")).isEqualTo(1);
  }

  @Test
  void what_needs_a_person_is_told_once_and_superseded_by_the_end() {
    MessageId message = accept("a", ONLY, new Draft.Step(2, "wms", 2, 1));
    settle(message, 1, DeliveryState.NEEDS_PERSON);
    assertThat(due(message)).containsExactly(WebhookEvent.NEEDS_ATTENTION);
    journal.commands.release(new DeliveryId(message, 1), ADA, "again");
    settle(message, 1, DeliveryState.NEEDS_PERSON);
    assertThat(webhooks("event = 'NEEDS_ATTENTION'")).isEqualTo(1);

    // The second step is skipped with the first: both end in one command.
    journal.commands.cancel(new DeliveryId(message, 1), ADA, "not needed");
    assertThat(due(message)).containsExactly(WebhookEvent.COMPLETED);
  }

  @Test
  void of_two_transactions_that_end_a_message_together_the_later_sees_both() throws Exception {
    MessageId message = accept("a", ONLY, new Draft.Step(2, "wms", 2, 0));
    settle(message, 2, DeliveryState.NEEDS_PERSON);
    Settlement last = settlement(message, 1, DeliveryState.CONFIRMED);
    List<CompletableFuture<?>> both;
    try (var connection = journal.database.source().getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("select 1 from callback for update");
      both =
          List.of(
              journal.settlements.settle(last),
              CompletableFuture.runAsync(
                  () -> journal.commands.cancel(new DeliveryId(message, 2), ADA, "not needed")));
      await()
          .until(
              () ->
                  journal.count(
                          "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                      == 2);
      connection.commit();
    }
    both.forEach(CompletableFuture::join);
    assertThat(due(message)).containsExactly(WebhookEvent.COMPLETED);
  }

  @Test
  void many_that_end_in_one_commit_are_all_told() {
    List<MessageId> messages =
        java.util.stream.IntStream.range(0, 300).mapToObj(i -> accept("k" + i, ONLY)).toList();
    List<CompletableFuture<Settlements.Committed>> all =
        messages.stream()
            .map(m -> settlement(m, 1, DeliveryState.CONFIRMED))
            .map(journal.settlements::settle)
            .toList();
    all.forEach(CompletableFuture::join);
    assertThat(webhooks("state = 'DUE' and event = 'COMPLETED'")).isEqualTo(300);
  }
}
