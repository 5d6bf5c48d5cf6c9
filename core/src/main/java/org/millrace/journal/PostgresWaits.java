package org.millrace.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/** Waits over PostgreSQL. The state is checked by the statement that changes it. */
public final class PostgresWaits implements Waits {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /** Moves the deliveries of {@code due}; what is left to say is which these are. */
  private static final String LET_GO =
      """
      , gone as (
        delete from awaited a using due where a.message = due.message and a.step = due.step
          and a.kind = due.kind and a.subject = due.subject
        returning a.message, a.step
      ), moved as (
        update delivery d set state = 'READY', cause = null, due_at = null, case_number = null,
          tries = 0, changed_at = now()
        from (select distinct message, step from gone) g, delivery old
        where d.message = g.message and d.step = g.step and d.state = any(:from)
          and old.message = d.message and old.step = d.step
          and not exists (select 1 from awaited o where o.message = d.message and o.step = d.step
            and o.kind = 'OBJECT' and not exists (select 1 from due x where x.message = o.message
              and x.step = o.step and x.kind = o.kind and x.subject = o.subject))
        returning d.message, d.step, d.flow, d.system, d.lane, d.state, d.attempts, d.tries,
          d.callback, d.sequence, d.due_at, d.changed_at, old.state as was,
          old.case_number as was_in_case
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
        select message, step, now(), was, state, :cause, :actor, :reason from moved
      )
      select due.message as due_message, due.step as due_step, moved.*
      from due left join moved using (message, step) order by due.since, due.message, due.step
      """;

  private static final String DONE =
      """
      exists (select 1 from message m join delivery p on p.message = m.id
        where m.business_key = a.subject and m.flow = a.flow and p.system = a.system
          and p.state in ('CONFIRMED','SETTLED_BY_HAND'))
      """;

  private static final String OBJECT =
      "with due as materialized (select a.* from awaited a where a.kind = 'OBJECT'"
          + " and a.subject = :key and a.flow = :flow and "
          + DONE
          + " order by a.message, a.step limit :limit for update skip locked)"
          + LET_GO;

  /**
   * What was written a moment ago may still be on its way to the dispatcher. What seems to have
   * been written later than now was written before the clock was put back.
   */
  private static final String LOOK =
      """
      select a.message, a.step from awaited a
      where a.kind in ('OBJECT','EVENT') and (a.message, a.step) > (:message, :step)
        and (a.since < now() - interval '2 s' or a.since > now())
      order by a.message, a.step limit :limit
      """;

  private static final String HAPPENED =
      """
      exists (select 1 from business_event e where e.type = a.subject
        and e.occurred_at >= a.since and (a.about is null or e.about = a.about))
      """;

  private static final String LOOKED_AT =
      "with due as materialized (select a.* from awaited a"
          + " where (a.message, a.step) > (:message, :step)"
          + " and (a.message, a.step) <= (:last, :laststep)"
          + " and ((a.kind = 'OBJECT' and "
          + DONE
          + ") or (a.kind = 'EVENT' and "
          + HAPPENED
          + "))"
          + " order by a.message, a.step for update skip locked)"
          + LET_GO;

  private static final String EVENT =
      """
      with due as materialized (
        select a.* from awaited a where a.kind = 'EVENT' and a.subject = :type
          and (a.about is null or a.about = :about) and a.since <= :occurred
        order by a.message, a.step limit :limit for update skip locked)
      """
          + LET_GO;

  private static final String WITHOUT =
      """
      with due as materialized (
        select a.* from awaited a where a.kind = 'OBJECT' and a.message = :message
          and a.step = :step for update)
      """
          + LET_GO;

  private static final String NEXT_EVENT =
      """
      select id, type, about, occurred_at, actor from business_event where released is null
      order by id limit 1 for update skip locked
      """;

  /**
   * Of each lane whose first one waits too long. Not those behind one of their lane that is itself
   * only waiting for its target: nothing is missing there.
   */
  private static final String OVERDUE_LANE =
      """
      select a.message, a.step, a.lane, a.escalates from awaited a
      where a.kind = 'SEQUENCE' and a.due_at <= now()
        and a.number = (select min(b.number) from awaited b join delivery w using (message, step)
          where b.lane = a.lane and b.kind = 'SEQUENCE' and w.state = 'BLOCKED')
        and not exists (select 1 from delivery p where p.lane = a.lane
          and p.state in ('READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON'))
      order by a.due_at limit :limit for update skip locked
      """;

  private static final String OVERDUE_OBJECT =
      """
      select a.message, a.step, a.flow, a.system, a.subject from awaited a
      where a.kind = 'OBJECT' and a.due_at <= now()
      order by a.due_at limit :limit for update skip locked
      """;

  private final Jdbi jdbi;

  public PostgresWaits(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public List<Work> objectMayBeDone(String flow, String key) {
    return jdbi.inTransaction(
        handle ->
            letGo(
                handle,
                handle
                    .createQuery(OBJECT)
                    .bind("flow", flow)
                    .bind("key", key)
                    .bind("limit", MOST_AT_ONCE),
                Why.IT_CAME));
  }

  @Override
  public Look lookAgain(Optional<DeliveryId> after) {
    return jdbi.inTransaction(
        handle -> {
          UUID message = after.map(id -> id.message().value()).orElse(BEFORE_ALL);
          int step = after.map(DeliveryId::step).orElse(0);
          List<DeliveryId> looked =
              handle
                  .createQuery(LOOK)
                  .bind("message", message)
                  .bind("step", step)
                  .bind("limit", MOST_AT_ONCE)
                  .map(
                      (row, context) ->
                          new DeliveryId(
                              new MessageId(row.getObject(1, UUID.class)), row.getInt(2)))
                  .list();
          if (looked.isEmpty()) {
            return new Look(List.of(), Optional.empty());
          }
          DeliveryId last = looked.getLast();
          List<Work> freed =
              letGo(
                  handle,
                  handle
                      .createQuery(LOOKED_AT)
                      .bind("message", message)
                      .bind("step", step)
                      .bind("last", last.message().value())
                      .bind("laststep", last.step()),
                  Why.IT_CAME);
          boolean more = looked.size() == MOST_AT_ONCE;
          return new Look(freed, more ? Optional.of(last) : Optional.empty());
        });
  }

  @Override
  public Look letGoBefore(Optional<DeliveryId> after) {
    return jdbi.withHandle(handle -> LetGoRows.before(handle, after));
  }

  @Override
  public Optional<List<Work>> followEvent() {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(NEXT_EVENT)
                .map(
                    (row, context) ->
                        new Event(
                            row.getLong("id"),
                            row.getString("type"),
                            Optional.ofNullable(row.getString("about")),
                            row.getObject("occurred_at", java.time.OffsetDateTime.class)))
                .findOne()
                .map(event -> follow(handle, event)));
  }

  private record Event(
      long id, String type, Optional<String> about, java.time.OffsetDateTime occurredAt) {
    String label() {
      return about.map(what -> type + " " + what).orElse(type);
    }
  }

  private static List<Work> follow(Handle handle, Event event) {
    Query query =
        handle
            .createQuery(EVENT)
            .bind("type", event.type())
            .bind("about", event.about().orElse(""))
            .bind("occurred", event.occurredAt())
            .bind("limit", MOST_AT_ONCE);
    Freed freed = freed(handle, query, Why.of("event", Actor.PLATFORM, event.label()));
    handle
        .createUpdate(
            """
            update business_event set released = case when :more then null
              else coalesce(so_far, 0) + :now end, so_far = coalesce(so_far, 0) + :now
            where id = :id
            """)
        .bind("more", freed.looked() == MOST_AT_ONCE)
        .bind("now", freed.works().size())
        .bind("id", event.id())
        .execute();
    return freed.works();
  }

  @Override
  public List<Work> endPatience() {
    return jdbi.inTransaction(
        handle -> {
          List<Work> freed = new ArrayList<>();
          List<DeliveryId> missing = new ArrayList<>();
          for (OverdueLane lane : overdueLanes(handle)) {
            if (lane.escalates()) {
              missing.add(lane.id());
            } else {
              freed.addAll(pass(handle, lane.lane(), Why.PATIENCE_ENDED));
            }
          }
          Database.with(
              handle,
              connection -> {
                OverdueRows.numbersAreMissing(connection, missing);
                OverdueRows.objectsAreMissing(connection, overdueObjects(handle));
              });
          return freed;
        });
  }

  private record OverdueLane(DeliveryId id, long lane, boolean escalates) {}

  private static List<OverdueLane> overdueLanes(Handle handle) {
    return handle
        .createQuery(OVERDUE_LANE)
        .bind("limit", MOST_AT_ONCE)
        .map(
            (row, context) ->
                new OverdueLane(
                    new DeliveryId(new MessageId(row.getObject(1, UUID.class)), row.getInt(2)),
                    row.getLong("lane"),
                    row.getBoolean("escalates")))
        .list();
  }

  private static List<DeliveryId> overdueObjects(Handle handle) {
    return handle
        .createQuery(OVERDUE_OBJECT)
        .bind("limit", MOST_AT_ONCE)
        .map(
            (row, context) ->
                new DeliveryId(new MessageId(row.getObject(1, UUID.class)), row.getInt(2)))
        .list();
  }

  @Override
  public Optional<List<Work>> goWithout(DeliveryId id, Actor actor, String reason) {
    return jdbi.inTransaction(
        handle -> {
          Why why = Why.of("released", actor, reason);
          Optional<Long> lane =
              handle
                  .createQuery(
                      """
                      select a.lane from awaited a join delivery d using (message, step)
                      where a.message = :message and a.step = :step and a.kind = 'SEQUENCE'
                        and d.state = 'BLOCKED' and a.number = (select min(b.number)
                          from awaited b join delivery w using (message, step)
                          where b.lane = a.lane and b.kind = 'SEQUENCE' and w.state = 'BLOCKED')
                      """)
                  .bind("message", id.message().value())
                  .bind("step", id.step())
                  .mapTo(Long.class)
                  .findOne();
          if (lane.isPresent()) {
            return Optional.of(pass(handle, lane.get(), why));
          }
          List<Work> freed =
              letGo(
                  handle,
                  handle
                      .createQuery(WITHOUT)
                      .bind("message", id.message().value())
                      .bind("step", id.step()),
                  why);
          return freed.isEmpty() ? Optional.empty() : Optional.of(freed);
        });
  }

  @Override
  public long announce(String type, Optional<String> about, Actor actor, String reason) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into business_event (type, about, occurred_at, actor, reason)
                    values (:type, :about, now(), :actor, :reason) returning id
                    """)
                .bind("type", Columns.storable(type))
                .bind("about", about.map(Columns::storable).orElse(null))
                .bind("actor", actor.label())
                .bind("reason", Columns.storable(reason))
                .mapTo(Long.class)
                .one());
  }

  /** Why deliveries are let go, and by whom. */
  private record Why(String cause, String actor, String reason) {
    static final Why IT_CAME = of("awaited-came", Actor.PLATFORM, "");
    static final Why PATIENCE_ENDED = of("patience-ended", Actor.PLATFORM, "");

    static Why of(String cause, Actor actor, String reason) {
      return new Why(cause, actor.label(), reason);
    }
  }

  private static List<Work> pass(Handle handle, long lane, Why why) {
    try {
      return SequenceRows.pass(
          handle.getConnection(),
          lane,
          new SequenceRows.Because(why.cause(), why.actor(), why.reason()));
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private record Freed(int looked, List<Work> works) {}

  private static List<Work> letGo(Handle handle, Query query, Why why) {
    return freed(handle, query, why).works();
  }

  private static Freed freed(Handle handle, Query query, Why why) {
    List<Optional<Moved>> rows =
        query
            .bindArray("from", String.class, "HELD", "NEEDS_PERSON")
            .bind("cause", why.cause())
            .bind("actor", why.actor())
            .bind("reason", Columns.storable(why.reason()))
            .map(
                (row, context) ->
                    row.getObject("lane") == null
                        ? Optional.<Moved>empty()
                        : Optional.of(Moved.of(row)))
            .list();
    List<Moved> moved = rows.stream().flatMap(Optional::stream).toList();
    Database.with(
        handle,
        connection ->
            new CaseDepartures(connection, Actor.of(why.actor()), why.reason())
                .ended(moved.stream().flatMap(each -> each.outOfCase().stream()).toList()));
    return new Freed(rows.size(), moved.stream().map(Moved::work).toList());
  }
}
