package org.millrace.monitoring;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.millrace.landscape.Landscape;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Reads messages, deliveries and holds as they are stored. */
final class Rows {

  private Rows() {}

  /** A message without its payload. */
  record Message(
      MessageId id,
      String flow,
      String operation,
      String object,
      String contract,
      int landscapeVersion,
      String sender,
      String businessKey,
      Optional<String> orderKey,
      String correlationId,
      Optional<String> traceparent,
      int size) {}

  /**
   * A delivery with its case.
   *
   * @param caseDetail what went wrong with this very delivery, if it is in a case: the case's own
   *     detail is that of its first member
   */
  record Delivery(
      DeliveryId id,
      String flow,
      String system,
      long lane,
      int afterStep,
      DeliveryState state,
      BusinessStatus business,
      int attempts,
      Optional<Instant> dueAt,
      Optional<String> cause,
      Optional<String> reference,
      Optional<Long> caseNumber,
      Optional<String> caseClass,
      Optional<String> caseOwner,
      Optional<String> caseDetail,
      Optional<String> caseEscalatedTo) {}

  /**
   * A hold in force.
   *
   * @param kind {@code OUTAGE}, {@code PERSON} or {@code WINDOW}
   */
  record Hold(String system, String kind, String cause, String detail, Instant since) {}

  static List<Message> messages(Handle handle, Collection<MessageId> ids) {
    return handle
        .createQuery(
            """
            select id, flow, operation, object, contract, landscape_version, sender, business_key,
              order_key, correlation_id, traceparent, octet_length(payload) as size
            from message where id = any(:ids)
            """)
        .bindArray("ids", UUID.class, ids.stream().map(MessageId::value).toList())
        .map(
            (rs, context) ->
                new Message(
                    Reading.message(rs, "id"),
                    rs.getString("flow"),
                    rs.getString("operation"),
                    rs.getString("object"),
                    rs.getString("contract"),
                    rs.getInt("landscape_version"),
                    rs.getString("sender"),
                    rs.getString("business_key"),
                    Reading.text(rs, "order_key"),
                    rs.getString("correlation_id"),
                    Reading.text(rs, "traceparent"),
                    rs.getInt("size")))
        .stream()
        .sorted(Comparator.comparing(Message::id).reversed())
        .toList();
  }

  /** The deliveries of messages, each message's in the order of its steps. */
  static Map<MessageId, List<Delivery>> deliveries(Handle handle, Collection<MessageId> ids) {
    return handle
        .createQuery(
            """
            select d.message, d.step, d.flow, d.system, d.lane, d.after_step, d.state, d.business,
              d.attempts, d.due_at, d.cause, d.reference, d.case_number, c.failure_class, c.owner,
              c.escalated_to,
              case when not c.resendable then c.detail when c.number is not null then coalesce((
                select a.detail from attempt a where a.message = d.message and a.step = d.step
                  and a.failure_class is not null
                order by a.number desc limit 1), c.detail) end as case_detail
            from delivery d left join failure_case c on c.number = d.case_number
            where d.message = any(:ids) order by d.message, d.step
            """)
        .bindArray("ids", UUID.class, ids.stream().map(MessageId::value).toList())
        .map(
            (rs, context) ->
                new Delivery(
                    new DeliveryId(Reading.message(rs, "message"), rs.getInt("step")),
                    rs.getString("flow"),
                    rs.getString("system"),
                    rs.getLong("lane"),
                    rs.getInt("after_step"),
                    DeliveryState.valueOf(rs.getString("state")),
                    BusinessStatus.valueOf(rs.getString("business")),
                    rs.getInt("attempts"),
                    Reading.instantIfAny(rs, "due_at"),
                    Reading.text(rs, "cause"),
                    Reading.text(rs, "reference"),
                    Reading.longIfAny(rs, "case_number"),
                    Reading.text(rs, "failure_class"),
                    Reading.text(rs, "owner"),
                    Reading.text(rs, "case_detail"),
                    Reading.text(rs, "escalated_to")))
        .stream()
        .collect(Collectors.groupingBy(delivery -> delivery.id().message()));
  }

  /** Holds in force, and systems outside their service windows. */
  static Map<String, Hold> holds(Handle handle, Landscape landscape) {
    Map<String, Hold> holds = new HashMap<>(ClosedWindows.of(handle, landscape));
    handle
        .createQuery("select system, kind, cause, detail, since from target_hold")
        .map(
            (rs, context) ->
                new Hold(
                    rs.getString("system"),
                    rs.getString("kind"),
                    rs.getString("cause"),
                    rs.getString("detail"),
                    Reading.instant(rs, "since")))
        .forEach(hold -> holds.put(hold.system(), hold));
    return holds;
  }
}
