package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;

/**
 * Releases over PostgreSQL. Locks are always taken in the order release, deliveries, case: a
 * person's command on a delivery takes the last two in the same order.
 */
public final class PostgresCaseReleases implements CaseReleases {

  /** Not there yet, and nobody has to do anything. */
  private static final String UNDER_WAY =
      "state in ('BLOCKED','READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT')";

  private static final String LOCK =
      """
      select r.id, r.case_number, r.actor, r.reason, r.members, r.released, r.after_message,
        r.after_step, r.ordered_at
      from case_release r where r.id = :id and r.state = :state for update skip locked
      """;

  /** As many as the room for them is looked for, no further. */
  private static final String COUNT_UNDER_WAY =
      """
      select count(*) from (
        select 1 from delivery where release = :id and %s limit :most) counted
      """
          .formatted(UNDER_WAY);

  private static final String LET_GO =
      """
      with picked as (
        select message, step from delivery
        where case_number = :case and state = 'NEEDS_PERSON'
          and (message, step) > (:message, :step) and changed_at <= :ordered
        order by message, step limit :limit for update
      ), moved as (
        update delivery d set state = 'READY', business = 'PENDING', due_at = null, cause = null,
          case_number = null, tries = 0, release = :id, changed_at = now()
        from picked p where d.message = p.message and d.step = p.step
        returning d.message, d.step, d.flow, d.system, d.lane, d.state, d.attempts, d.tries,
          d.callback, d.sequence, d.due_at, d.changed_at
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
        select message, step, now(), 'NEEDS_PERSON', 'READY', 'released', :actor, :reason from moved
      ), decided as (
        delete from awaited a using moved m
        where a.message = m.message and a.step = m.step and a.kind in ('OBJECT','EVENT')
      )
      select * from moved order by message, step
      """;

  private static final String WAITING_FOR_NUMBERS =
      """
      select a.lane from delivery d join awaited a using (message, step)
      where d.case_number = :case and d.state = 'BLOCKED' and a.kind = 'SEQUENCE'
        and d.changed_at <= :ordered
      order by d.message, d.step limit :most
      """;

  private static final String MOVE_CURSOR =
      """
      update case_release set released = released + :moved, after_message = :message,
        after_step = :step, state = case when :last then 'AWAITING' else state end
      where id = :id
      """;

  private static final String TALLY =
      """
      select count(*) filter (where state in ('CONFIRMED','SETTLED_BY_HAND')
          or (state = 'DELIVERED' and case_number is null)) as reached,
        count(*) filter (where state = 'NEEDS_PERSON') as failed
      from delivery where release = :id
      """;

  private static final String CONCLUDE =
      """
      update case_release set state = 'DONE', reached = :reached, failed = :failed, ended_at = now()
      where id = :id
      """;

  private final Jdbi jdbi;

  public PostgresCaseReleases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * One as it stands.
   *
   * @param message the last that was let go, with its step
   */
  private record Release(
      long id,
      long caseNumber,
      String actor,
      String reason,
      int released,
      UUID message,
      int step,
      OffsetDateTime orderedAt) {
    static Release of(ResultSet row) throws SQLException {
      return new Release(
          row.getLong("id"),
          row.getLong("case_number"),
          row.getString("actor"),
          row.getString("reason"),
          row.getInt("released"),
          row.getObject("after_message", UUID.class),
          row.getInt("after_step"),
          row.getObject("ordered_at", OffsetDateTime.class));
    }
  }

  private record Tally(int reached, int failed) {}

  @Override
  public List<Active> active() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, state = 'RUNNING' as running from case_release where state <>"
                        + " 'DONE' order by id")
                .map((row, context) -> new Active(row.getLong("id"), row.getBoolean("running")))
                .list());
  }

  @Override
  public List<Work> next(long release, int most, int mostUnderWay) {
    return jdbi.inTransaction(
        handle ->
            lock(handle, release, "RUNNING")
                .map(found -> next(handle, found, most, mostUnderWay))
                .orElse(List.of()));
  }

  private static List<Work> next(Handle handle, Release release, int most, int mostUnderWay) {
    int room = Math.min(most, mostUnderWay - underWay(handle, release.id(), mostUnderWay));
    if (room <= 0) {
      return List.of();
    }
    List<Work> passed = pass(handle, release, room);
    if (!passed.isEmpty()) {
      return passed;
    }
    List<Work> moved =
        handle
            .createQuery(LET_GO)
            .bind("id", release.id())
            .bind("case", release.caseNumber())
            .bind("message", release.message())
            .bind("step", release.step())
            .bind("ordered", release.orderedAt())
            .bind("limit", room)
            .bind("actor", release.actor())
            .bind("reason", release.reason())
            .map((row, context) -> PostgresDeliveryQueue.work(row))
            .list();
    handle
        .createUpdate(MOVE_CURSOR)
        .bind("id", release.id())
        .bind("moved", moved.size())
        .bind(
            "message", moved.isEmpty() ? release.message() : moved.getLast().id().message().value())
        .bind("step", moved.isEmpty() ? release.step() : moved.getLast().id().step())
        .bind("last", moved.size() < room)
        .execute();
    Database.with(
        handle,
        connection ->
            new CaseDepartures(connection, Actor.of(release.actor()), release.reason())
                .inRelease(release.caseNumber(), moved.size()));
    return moved;
  }

  /** Members that wait for earlier numbers go without them. */
  private static List<Work> pass(Handle handle, Release release, int most) {
    List<Long> lanes =
        handle
            .createQuery(WAITING_FOR_NUMBERS)
            .bind("case", release.caseNumber())
            .bind("ordered", release.orderedAt())
            .bind("most", most)
            .mapTo(Long.class)
            .list();
    List<Work> passed = new ArrayList<>();
    SequenceRows.Because because =
        new SequenceRows.Because("released", release.actor(), release.reason());
    for (long lane : lanes) {
      Database.with(
          handle, connection -> passed.addAll(SequenceRows.pass(connection, lane, because)));
    }
    for (Work work : passed) {
      handle
          .createUpdate(
              "update delivery set release = :id where message = :message and step = :step")
          .bind("id", release.id())
          .bind("message", work.id().message().value())
          .bind("step", work.id().step())
          .execute();
    }
    handle
        .createUpdate("update case_release set released = released + :passed where id = :id")
        .bind("passed", passed.size())
        .bind("id", release.id())
        .execute();
    return passed;
  }

  private static int underWay(Handle handle, long release, int most) {
    return handle
        .createQuery(COUNT_UNDER_WAY)
        .bind("id", release)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public List<Work> ready(long release, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select message, step, flow, system, lane, state, attempts, tries, callback,
                      sequence, due_at, changed_at
                    from delivery where release = :id and state = 'READY'
                    order by message, step limit :most
                    """)
                .bind("id", release)
                .bind("most", most)
                .map((row, context) -> PostgresDeliveryQueue.work(row))
                .list());
  }

  @Override
  public boolean conclude(long release) {
    return jdbi.inTransaction(
        handle ->
            lock(handle, release, "AWAITING")
                .filter(found -> isSettled(handle, release))
                .map(found -> conclude(handle, found))
                .isPresent());
  }

  /**
   * One that the target has taken is awaited as long as its confirmation may come in time. After
   * that it is in a case of its own; and one that nothing is to confirm counts as having arrived.
   */
  private static boolean isSettled(Handle handle, long release) {
    return handle
        .createQuery(
            "select not exists (select 1 from delivery d where release = :id and ("
                + UNDER_WAY
                + " or (state = 'DELIVERED' and exists (select 1 from awaited a"
                + " where a.message = d.message and a.step = d.step"
                + " and a.kind = 'CONFIRMATION' and a.due_at is not null))))")
        .bind("id", release)
        .mapTo(Boolean.class)
        .one();
  }

  private static Release conclude(Handle handle, Release release) {
    Tally tally =
        handle
            .createQuery(TALLY)
            .bind("id", release.id())
            .map((row, context) -> new Tally(row.getInt("reached"), row.getInt("failed")))
            .one();
    handle
        .createUpdate(CONCLUDE)
        .bind("id", release.id())
        .bind("reached", tally.reached())
        .bind("failed", tally.failed())
        .execute();
    PostgresCaseBook.lock(handle, release.caseNumber())
        .filter(now -> now.state().isOpen())
        .ifPresent(now -> moveOn(handle, now, release, tally));
    return release;
  }

  private static void moveOn(Handle handle, CaseStanding now, Release release, Tally tally) {
    String counts = "%d of %d".formatted(tally.reached(), release.released());
    if (tally.failed() > 0) {
      String failed = "%d of %d".formatted(tally.failed(), release.released());
      to(handle, now, CaseState.INVESTIGATING, "failed-again", failed, release);
    } else if (now.members() > 0) {
      if (now.state() == CaseState.REPLAYING) {
        to(handle, now, CaseState.INVESTIGATING, "more-waiting", "" + now.members(), release);
      }
    } else if (!hasOthers(handle, release)) {
      CaseStanding last = now;
      if (release.released() > 0 && tally.reached() == release.released()) {
        last = to(handle, now, CaseState.VERIFIED, "verified", counts, release);
      }
      to(handle, last, CaseState.CLOSED, "closed", counts, release);
    }
  }

  private static boolean hasOthers(Handle handle, Release release) {
    return handle
        .createQuery(
            "select exists (select 1 from case_release where case_number = :case and state <>"
                + " 'DONE')")
        .bind("case", release.caseNumber())
        .mapTo(Boolean.class)
        .one();
  }

  private static CaseStanding to(
      Handle handle,
      CaseStanding from,
      CaseState next,
      String kind,
      String value,
      Release release) {
    Database.with(
        handle,
        connection ->
            CaseMoves.make(
                connection,
                CaseEvents.Event.byPlatform(
                    from.number(), kind, Optional.of(from.state()), next, Optional.of(value)),
                Actor.of(release.actor()),
                release.reason()));
    return from.in(next);
  }

  private static Optional<Release> lock(Handle handle, long release, String state) {
    return handle
        .createQuery(LOCK)
        .bind("id", release)
        .bind("state", state)
        .map((row, context) -> Release.of(row))
        .findOne();
  }
}
