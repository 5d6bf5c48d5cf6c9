package org.millrace.monitoring;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.millrace.message.DeliveryId;

/** What an open delivery waits for beside its turn. */
sealed interface Awaited {

  /** Of which delivery. */
  DeliveryId delivery();

  /** When a person is told, or it goes on without; nothing if that has happened. */
  Optional<Instant> until();

  /**
   * An earlier number of its order key.
   *
   * @param number its own
   * @param next the one that may go next
   * @param nextIsHere whether that one, or the one before it, is on its way already
   * @param escalates whether a person is told at the end, as against going on without
   */
  record Earlier(
      DeliveryId delivery,
      Optional<Instant> until,
      long number,
      long next,
      boolean nextIsHere,
      boolean escalates)
      implements Awaited {}

  /** The effect of another message. */
  record Effect(
      DeliveryId delivery, Optional<Instant> until, String flow, String system, String key)
      implements Awaited {}

  /** Something that happens in the business. */
  record Event(DeliveryId delivery, Optional<Instant> until, String type, Optional<String> about)
      implements Awaited {}

  /**
   * What the business says about it, after its target has taken it.
   *
   * @param rejects whether it is the no that would come
   */
  record Answer(
      DeliveryId delivery, Optional<Instant> until, String type, String about, boolean rejects)
      implements Awaited {}

  String READ =
      """
      select a.message, a.step, a.kind, a.subject, a.flow, a.system, a.about, a.number, a.due_at,
        a.escalates, s.next,
        exists (select 1 from awaited n where n.lane = a.lane and n.kind = 'SEQUENCE'
          and n.number = s.next) as next_is_here
      from awaited a left join lane_sequence s on s.lane = a.lane
      where a.message = any(:ids) order by a.message, a.step, a.kind, a.subject
      """;

  /** What deliveries of messages wait for. */
  static Map<DeliveryId, List<Awaited>> of(Handle handle, Collection<Rows.Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(READ)
        .bindArray(
            "ids", UUID.class, deliveries.stream().map(d -> d.id().message().value()).toList())
        .map(
            (rs, context) -> {
              DeliveryId id = new DeliveryId(Reading.message(rs, "message"), rs.getInt("step"));
              Optional<Instant> until = Reading.instantIfAny(rs, "due_at");
              return switch (rs.getString("kind")) {
                case "SEQUENCE" ->
                    new Earlier(
                        id,
                        until,
                        rs.getLong("number"),
                        rs.getLong("next"),
                        rs.getBoolean("next_is_here"),
                        rs.getBoolean("escalates"));
                case "OBJECT" ->
                    new Effect(
                        id,
                        until,
                        rs.getString("flow"),
                        rs.getString("system"),
                        rs.getString("subject"));
                case "CONFIRMATION", "REJECTION" ->
                    new Answer(
                        id,
                        until,
                        rs.getString("subject"),
                        rs.getString("about"),
                        rs.getString("kind").equals("REJECTION"));
                default -> new Event(id, until, rs.getString("subject"), Reading.text(rs, "about"));
              };
            })
        .stream()
        .collect(Collectors.groupingBy(Awaited::delivery));
  }
}
