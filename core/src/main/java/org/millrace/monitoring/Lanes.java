package org.millrace.monitoring;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.millrace.message.DeliveryId;

/** Finds what stands before and behind open deliveries of a page, in their lanes. */
final class Lanes {

  /** Counting behind a delivery stops here. */
  static final int MOST_BEHIND = 1_000;

  private static final String PLACES =
      """
      select p.message, p.step, head.message as head_message, head.step as head_step,
        head.business_key as head_key, tail.behind
      from unnest(:messages, :steps, :lanes, :skipping) as p(message, step, lane, skipping)
      left join lateral (
        select b.message, b.step, m.business_key from delivery b join message m on m.id = b.message
        where b.lane = p.lane and b.%1$s and b.message <= p.message
          and (b.message, b.step) < (p.message, p.step)
          and not (p.skipping and b.state = 'NEEDS_PERSON')
        order by b.message, b.step limit 1) head on true
      cross join lateral (
        select count(*) as behind from (
          select 1 from delivery l where l.lane = p.lane and l.%1$s and l.message >= p.message
            and (l.message, l.step) > (p.message, p.step) limit :most) counted) tail
      """
          .formatted(Reading.OPEN);

  private Lanes() {}

  /**
   * A delivery's place in its lane.
   *
   * @param head the first open delivery before it, on which all of the lane waits
   * @param behind open deliveries after it, at most {@value #MOST_BEHIND}
   */
  record Place(Optional<DeliveryId> head, Optional<String> headKey, long behind) {
    static final Place ALONE = new Place(Optional.empty(), Optional.empty(), 0);
  }

  /**
   * @param deliveries open ones
   * @param skipping flows whose later messages go past one that needs a person
   */
  static Map<DeliveryId, Place> places(
      Handle handle, Collection<Rows.Delivery> deliveries, Collection<String> skipping) {
    Map<DeliveryId, Place> places = new HashMap<>();
    if (deliveries.isEmpty()) {
      return places;
    }
    List<Rows.Delivery> asked = List.copyOf(deliveries);
    handle
        .createQuery(PLACES)
        .bindArray(
            "messages", UUID.class, asked.stream().map(d -> d.id().message().value()).toList())
        .bindArray("steps", Integer.class, asked.stream().map(d -> d.id().step()).toList())
        .bindArray("lanes", Long.class, asked.stream().map(Rows.Delivery::lane).toList())
        .bindArray(
            "skipping",
            Boolean.class,
            asked.stream().map(d -> skipping.contains(d.flow())).toList())
        .bind("most", MOST_BEHIND)
        .map(
            (rs, context) -> {
              DeliveryId id = new DeliveryId(Reading.message(rs, "message"), rs.getInt("step"));
              Optional<String> headKey = Reading.text(rs, "head_key");
              Optional<DeliveryId> head =
                  headKey.isEmpty()
                      ? Optional.empty()
                      : Optional.of(
                          new DeliveryId(
                              Reading.message(rs, "head_message"), rs.getInt("head_step")));
              return Map.entry(id, new Place(head, headKey, rs.getLong("behind")));
            })
        .forEach(entry -> places.put(entry.getKey(), entry.getValue()));
    return places;
  }
}
