package org.millrace.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * Finds the ids for a page, newest first, by the way that touches least: keys and cases by their
 * indexes, open work by the indexes over open work, all else by walking back a limited window of
 * messages.
 *
 * @param ids at most as many as asked for
 * @param goOn where to look next; empty if there is nothing more
 */
record Candidates(List<MessageId> ids, Optional<MessageId> goOn) {

  /** Messages looked at for one page where no index leads to them. */
  static final int WINDOW = 5_000;

  /** In these states a delivery is a member of its case. */
  private static final String MEMBER =
      "c.state in ('NEEDS_PERSON','BLOCKED','DELIVERED','REJECTED')";

  private static final String FILTER =
      """
      (cast(:flow as text) is null or m.flow = :flow)
      and (cast(:object as text) is null or m.object = :object)
      and ((cast(:system as text) is null and :anyState) or exists (
        select 1 from delivery d where d.message = m.id
          and (cast(:system as text) is null or m.sender = :system or d.system = :system)
          and (:anyState or d.state = any(:states))))
      and (cast(:case as bigint) is null or exists (
        select 1 from delivery c where c.message = m.id
          and c.case_number = :case and %s))
      """
          .formatted(MEMBER);

  private static final String RANGE = "m.id < :before and m.id >= :since";

  /** The operators compare bytes, as the indexes do; U+10FFFF sorts behind all that may follow. */
  private static final String BY_KEY =
      """
      select id, false as bound from (
        (select m.id from message m where m.business_key ~>=~ :q and m.business_key ~<=~ :qEnd
          and %1$s and %2$s order by m.id desc limit :limit)
        union
        (select m.id from message m where m.order_key is not null
          and m.order_key ~>=~ :q and m.order_key ~<=~ :qEnd
          and %1$s and %2$s order by m.id desc limit :limit)
        union
        (select m.id from message m where m.correlation_id = :q
          and %1$s and %2$s order by m.id desc limit :limit)) found
      order by id desc limit :limit
      """
          .formatted(RANGE, FILTER);

  /** A case is of one step of one flow, so no message is in it twice. */
  private static final String BY_CASE =
      """
      select c.message as id, false as bound from delivery c
      where c.case_number = :case and %s
        and c.message < :before and c.message >= :since
        and (cast(:flow as text) is null or c.flow = :flow)
        and (cast(:object as text) is null or exists (
          select 1 from message m where m.id = c.message and m.object = :object))
        and (cast(:system as text) is null or exists (
          select 1 from message m join delivery d on d.message = m.id
          where m.id = c.message and (m.sender = :system or d.system = :system)
            and (:anyState or d.state = any(:states))))
        and (:anyState or exists (
          select 1 from delivery d where d.message = c.message and d.state = any(:states)))
      order by c.message desc limit :limit
      """
          .formatted(MEMBER);

  private static final String OPEN_WORK =
      """
      select distinct d.message as id, false as bound from delivery d
      where d.%s and d.state = any(:states) and d.message < :before and d.message >= :since
        and (cast(:flow as text) is null or d.flow = :flow)
        and (cast(:object as text) is null or exists (
          select 1 from message m where m.id = d.message and m.object = :object))
        and (cast(:system as text) is null or d.system = :system or exists (
          select 1 from message m where m.id = d.message and m.sender = :system))
      order by 1 desc limit :limit
      """
          .formatted(Reading.OPEN);

  private static final String WALK =
      """
      with walked as materialized (
        select m.id, m.flow, m.object, m.sender from message m where %s
        order by m.id desc limit :window)
      (select m.id, false as bound from walked m where %s order by m.id desc limit :limit)
      union all
      (select m.id, true from walked m where (select count(*) from walked) = :window
        order by m.id limit 1)
      """
          .formatted(RANGE, FILTER);

  private record Row(MessageId id, boolean bound) {}

  static Candidates find(Handle handle, MessageQuery query, int limit) {
    List<Row> rows =
        bind(handle.createQuery(way(query)), query, limit)
            .map((rs, context) -> new Row(Reading.message(rs, "id"), rs.getBoolean("bound")))
            .list();
    List<MessageId> ids = rows.stream().filter(row -> !row.bound).map(Row::id).toList();
    Optional<MessageId> end = rows.stream().filter(Row::bound).map(Row::id).findFirst();
    return new Candidates(ids, ids.size() == limit ? Optional.of(ids.getLast()) : end);
  }

  private static String way(MessageQuery query) {
    if (query.q().isPresent()) {
      return BY_KEY;
    }
    if (query.caseNumber().isPresent()) {
      return BY_CASE;
    }
    boolean onlyOpen = !query.states().isEmpty() && query.states().stream().allMatch(Shown::isOpen);
    return onlyOpen ? OPEN_WORK : WALK;
  }

  private static Query bind(Query sql, MessageQuery query, int limit) {
    String q = query.q().orElse("");
    List<String> states =
        Shown.storedFor(query.states()).stream().map(DeliveryState::name).toList();
    return sql.bind("q", q)
        .bind("qEnd", q + "\uDBFF\uDFFF")
        .bind("flow", query.flow().orElse(null))
        .bind("object", query.object().orElse(null))
        .bind("system", query.system().orElse(null))
        .bind("anyState", states.isEmpty())
        .bindArray("states", String.class, states)
        .bind("case", query.caseNumber().orElse(null))
        .bind("since", MessageId.lowest(query.since().orElse(Instant.EPOCH)))
        .bind("before", before(query))
        .bind("limit", limit)
        .bind("window", Math.max(WINDOW, limit));
  }

  private static UUID before(MessageQuery query) {
    MessageId last = new MessageId(new UUID(0xFFFF_FFFF_FFFF_7FFFL, -1L));
    MessageId cursor = query.before().orElse(last);
    MessageId until = query.until().map(u -> new MessageId(MessageId.lowest(u))).orElse(last);
    return (cursor.compareTo(until) < 0 ? cursor : until).value();
  }
}
