package org.millrace.monitoring;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.message.MessageId;

/** Writes rows as the stages would. */
public final class Journal {

  public static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

  private final Jdbi jdbi;
  private int count;

  public Journal(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  /** A message accepted some seconds after the morning began; later calls sort later. */
  public MessageId message(String businessKey, String orderKey) {
    return message(businessKey, orderKey, "production-confirmation", "mes");
  }

  public MessageId message(String businessKey, String orderKey, String flow, String sender) {
    Instant at = MORNING.plusSeconds(++count);
    UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L | count);
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into message values (:id, :flow, 'confirm-production',
                      'production-confirmation', 'production-confirmation@2.0.0', 3, :sender, :key,
                      :order, null, :correlation, null, :payload)
                    """)
                .bind("id", id)
                .bind("flow", flow)
                .bind("sender", sender)
                .bind("key", businessKey)
                .bind("order", orderKey)
                .bind("correlation", "c-" + businessKey)
                .bind(
                    "payload",
                    "{\"order\":\"PO-1\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .execute());
    return new MessageId(id);
  }

  public void delivery(MessageId message, int step, String system, long lane, String state) {
    delivery(message, step, system, lane, state, null);
  }

  public void delivery(
      MessageId message,
      int step,
      String system,
      long lane,
      String state,
      @Nullable Long caseNumber) {
    boolean due = state.equals("RETRY_AT") || state.equals("IN_DOUBT");
    String business = state.equals("CONFIRMED") ? "CONFIRMED" : "PENDING";
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into delivery (message, step, flow, system, lane, after_step, state,
                      business, attempts, due_at, cause, case_number, reference, changed_at)
                    values (:message, :step, 'production-confirmation', :system, :lane, :after,
                      :state, :business, 1, :due, :cause, :case, :reference, :at)
                    """)
                .bind("message", message.value())
                .bind("step", step)
                .bind("system", system)
                .bind("lane", lane)
                .bind("after", state.equals("BLOCKED") ? step - 1 : 0)
                .bind("state", state)
                .bind("business", business)
                .bind("due", due ? utc(MORNING.plusSeconds(900)) : null)
                .bind("cause", state.equals("READY") ? null : "closed-period")
                .bind("case", caseNumber)
                .bind("reference", state.equals("CONFIRMED") ? "4711" : null)
                .bind("at", utc(MORNING))
                .execute());
  }

  public long openCase(String code, String detail, int members) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    insert into failure_case (fingerprint, flow, system, step, failure_class, code,
                      detail, owner, needs_approval, members, opened_at, changed_at)
                    values (:code, 'production-confirmation', 'erp', 1, 'BUSINESS_RULE', :code,
                      :detail, 'FINANCE_OR_OPERATIONS', true, :members, :at, :at) returning number
                    """)
                .bind("code", code)
                .bind("detail", detail)
                .bind("members", members)
                .bind("at", utc(MORNING))
                .mapTo(Long.class)
                .one());
  }

  public void hold(String system, String kind, String detail) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "insert into target_hold values (:system, :kind, 'connection-refused', :detail,"
                        + " :at, 'platform:millrace')")
                .bind("system", system)
                .bind("kind", kind)
                .bind("detail", detail)
                .bind("at", utc(MORNING))
                .execute());
  }

  public void failedAttempt(MessageId message, int number) {
    failedAttempt(message, number, "answered 503");
  }

  public void failedAttempt(MessageId message, int number, String detail) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into attempt values (:message, 1, :number, 'SEND', :at, 31000, 503,
                      'not-processed', 'TRANSIENT', 'http-503', :detail, 'next try in 2 s',
                      'READY', 'RETRY_AT', 'POST /x', '503')
                    """)
                .bind("message", message.value())
                .bind("number", number)
                .bind("detail", detail)
                .bind("at", utc(MORNING.plusSeconds(60L + number)))
                .execute());
  }

  public void transition(MessageId message, String from, String to, String actor, String reason) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "insert into transition values (:message, 1, :at, :from, :to, 'by-person',"
                        + " :actor, :reason)")
                .bind("message", message.value())
                .bind("at", utc(MORNING.plusSeconds(600)))
                .bind("from", from)
                .bind("to", to)
                .bind("actor", actor)
                .bind("reason", reason)
                .execute());
  }
}
