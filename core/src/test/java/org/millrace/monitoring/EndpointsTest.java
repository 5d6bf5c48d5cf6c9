package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.SettableClock;
import org.millrace.database.TestDatabase;
import org.millrace.landscape.Landscape;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.monitoring.EndpointStatus.Health;

@ExtendWith(TestDatabase.class)
class EndpointsTest {

  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T08:00:00Z");

  private final Landscape plant = Plant.landscape();
  private final SettableClock clock = new SettableClock(Journal.MORNING);
  private final Jdbi jdbi;
  private final Journal journal;
  private final Endpoints endpoints;

  EndpointsTest(Jdbi jdbi) {
    this.jdbi = jdbi;
    journal = new Journal(jdbi);
    endpoints = new Endpoints(jdbi, () -> plant, clock);
  }

  private MessageId webhook(String key, String state) {
    MessageId message = journal.message(key, key);
    boolean due = state.equals("DUE");
    jdbi.useTransaction(
        h -> {
          h.execute(
              "insert into callback values (?, 'mes', 'https://mes.example',"
                  + " 'https://mes.example/x?t=1')",
              message.value());
          h.execute(
              "insert into webhook values (?, 'COMPLETED', 'mes', 'https://mes.example', ?, ?, ?,"
                  + " ?, 2, 503, 'answered 503', null, ?)",
              message.value(),
              state,
              AT,
              AT,
              due ? AT.plusHours(1) : null,
              AT);
        });
    return message;
  }

  private void stands(@Nullable OffsetDateTime failing, @Nullable OffsetDateTime disabled) {
    jdbi.useHandle(
        h ->
            h.execute(
                """
                insert into webhook_endpoint values
                  ('mes', 'https://mes.example', ?, ?, null, ?, 'answered 503')
                on conflict (system, endpoint) do update
                set failing_since = excluded.failing_since, disabled_at = excluded.disabled_at
                """,
                failing,
                disabled,
                AT));
  }

  private EndpointStatus only() {
    clock.pass(Duration.ofSeconds(2));
    List<EndpointStatus> all = endpoints.all();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void a_declared_endpoint_is_shown_before_it_was_ever_called() {
    EndpointStatus status = only();
    assertThat(status.health()).isEqualTo(Health.IDLE);
    assertThat(status.declared()).isTrue();
    assertThat(status.due()).isZero();
  }

  @Test
  void an_endpoint_stands_as_its_last_calls_did() {
    webhook("A", "DUE");
    webhook("B", "GIVEN_UP");
    webhook("C", "KEPT_BACK");
    webhook("D", "DELIVERED");
    stands(null, null);
    EndpointStatus works = only();
    assertThat(works.health()).isEqualTo(Health.OK);
    assertThat(works.due()).isEqualTo(1);
    assertThat(works.oldestDue()).contains(Instant.parse("2026-11-21T08:00:00Z"));
    assertThat(works.untaken()).isEqualTo(2);
    assertThat(works.lastFailure()).contains("answered 503");

    stands(AT, null);
    assertThat(only().health()).isEqualTo(Health.FAILING);
    stands(AT, AT.plusMinutes(1));
    EndpointStatus disabled = only();
    assertThat(disabled.health()).isEqualTo(Health.DISABLED);
    assertThat(disabled.since()).contains(Instant.parse("2026-11-21T08:01:00Z"));
  }

  @Test
  void a_message_shows_what_its_sender_is_told_without_the_whole_address() {
    Messages messages = new Messages(jdbi, () -> plant, DeliveryId::toString);
    MessageId told = webhook("A", "DUE");
    MessageDetail.Callback callback = messages.detail(told).orElseThrow().callback().orElseThrow();
    assertThat(callback.endpoint()).isEqualTo("https://mes.example");
    MessageDetail.Webhook webhook = callback.webhooks().getFirst();
    assertThat(webhook.event()).isEqualTo("message.completed");
    assertThat(webhook.state()).isEqualTo("due");
    assertThat(webhook.tries()).isEqualTo(2);
    assertThat(webhook.nextAt()).contains(Instant.parse("2026-11-21T09:00:00Z"));
    assertThat(webhook.status()).contains(503);
    assertThat(webhook.detail()).contains("answered 503");
    assertThat(callback.toString()).doesNotContain("t=1");

    MessageId untold = journal.message("B", "B");
    assertThat(messages.detail(untold).orElseThrow().callback()).isEmpty();
  }
}
