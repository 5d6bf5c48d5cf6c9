package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/**
 * Keeps the numbers of an order key in their order. A lane's {@code next} is the number that may go
 * next; a greater one waits as {@code BLOCKED}, which keeps it out of the dispatcher's lanes, and
 * is let go when the delivery with the number before it has released its key. So at any moment the
 * order of ids among the open deliveries of a lane is the order of numbers.
 */
final class SequenceRows {

  static final String EARLIER_ONE_MISSING = "sequence-gap";

  private static final String BEGIN =
      """
      insert into lane_sequence (lane, next) select * from unnest(?::bigint[], ?::bigint[])
      on conflict do nothing
      """;

  private static final String LOCK =
      "select lane, next from lane_sequence where lane = any(?) order by lane for update";

  /** Most lanes have nobody waiting: they are not even locked. */
  private static final String LOCK_AWAITED =
      """
      select s.lane, s.next from lane_sequence s
      where s.lane = any(?) and exists
        (select 1 from awaited a where a.lane = s.lane and a.kind = 'SEQUENCE')
      order by s.lane for update
      """;

  private static final String ADVANCE =
      """
      update lane_sequence s set next = n.next
      from unnest(?::bigint[], ?::bigint[]) as n(lane, next) where s.lane = n.lane
      """;

  private static final String BLOCK =
      """
      with given as materialized (
        select * from unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[],
          ?::boolean[]) as g(message, step, lane, number, patience_ms, escalates)
      ), blocked as (
        update delivery d set state = 'BLOCKED', cause = 'sequence-gap'
        from given g where d.message = g.message and d.step = g.step
      )
      insert into awaited (message, step, kind, subject, lane, number, since, patience, due_at,
        escalates)
      select message, step, 'SEQUENCE', '', lane, number, now(),
        patience_ms * interval '1 ms', now() + patience_ms * interval '1 ms', escalates
      from given
      """;

  /**
   * One that was ended while it waited leaves its row behind, so that its number is passed over.
   */
  private static final String TAKE =
      """
      with taken as (
        delete from awaited where lane = ? and number = ? and kind = 'SEQUENCE'
        returning message, step
      ), moved as (
        update delivery d set changed_at = now(), case_number = null,
          state = case when o.needs then 'HELD' else 'READY' end,
          cause = case when o.needs then 'awaits-object' end
        from taken t cross join lateral (select exists (select 1 from awaited a
          where a.message = t.message and a.step = t.step and a.kind = 'OBJECT') as needs) o,
          delivery old
        where d.message = t.message and d.step = t.step and d.state = 'BLOCKED'
          and old.message = d.message and old.step = d.step
        returning d.message, d.step, d.flow, d.system, d.lane, d.state, d.attempts, d.tries,
          d.callback, d.sequence, d.due_at, d.changed_at, old.case_number as was_in_case
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor, reason)
        select message, step, now(), 'BLOCKED', state, ?, ?, ? from moved
      )
      select t.message as taken, m.* from taken t left join moved m using (message, step)
      order by t.message, t.step
      """;

  /** The lowest number that still waits; those below it have ended and are forgotten. */
  private static final String FIRST_WAITING =
      """
      with first as (
        select min(a.number) as number from awaited a join delivery d using (message, step)
        where a.lane = ? and a.kind = 'SEQUENCE' and d.state = 'BLOCKED'
      ), ended as (
        delete from awaited a using first
        where a.lane = ? and a.kind = 'SEQUENCE' and a.number < first.number
      )
      select number from first where number is not null
      """;

  private static final String READY =
      """
      select message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
        changed_at
      from delivery where lane = ? and state in ('READY','HELD') and sequence > ?
      order by message, step
      """;

  private SequenceRows() {}

  /** Why deliveries are let go, and by whom. */
  record Because(String cause, String actor, String reason) {
    static final Because ITS_TURN = new Because("earlier-number-done", Actor.PLATFORM.label(), "");
  }

  /**
   * Gives new deliveries their places.
   *
   * @return those whose turn has not come
   */
  static Set<DeliveryId> place(Connection connection, List<Append.Planned> steps)
      throws SQLException {
    List<Append.Planned> placed =
        steps.stream()
            .filter(p -> p.step().place().isPresent())
            .sorted(Comparator.comparing(Append.Planned::id))
            .toList();
    if (placed.isEmpty()) {
      return Set.of();
    }
    Map<Long, Long> next = begin(connection, placed);
    List<Append.Planned> early = new ArrayList<>();
    for (Append.Planned planned : placed) {
      long number = planned.step().place().orElseThrow().number();
      long turn = next.getOrDefault(planned.step().lane(), 0L);
      if (number == turn) {
        next.put(planned.step().lane(), turn + 1);
      } else if (number > turn) {
        early.add(planned);
      }
    }
    advance(connection, next);
    if (!early.isEmpty()) {
      block(connection, early);
    }
    Set<DeliveryId> outOfTurn = new HashSet<>();
    early.forEach(planned -> outOfTurn.add(planned.id()));
    return outOfTurn;
  }

  /**
   * Lets go what waited for deliveries that have released their keys.
   *
   * @param done among them may be some without numbers
   */
  static List<Work> follow(Connection connection, List<Work> done) throws SQLException {
    Map<Long, Set<Long>> numbers = new TreeMap<>();
    for (Work work : done) {
      work.sequence()
          .ifPresent(n -> numbers.computeIfAbsent(work.lane(), lane -> new HashSet<>()).add(n));
    }
    if (numbers.isEmpty()) {
      return List.of();
    }
    Map<Long, Long> next = lock(connection, LOCK_AWAITED, List.copyOf(numbers.keySet()));
    List<Work> freed = new ArrayList<>();
    for (Map.Entry<Long, Long> lane : next.entrySet()) {
      boolean itsTurn = numbers.getOrDefault(lane.getKey(), Set.of()).contains(lane.getValue() - 1);
      if (itsTurn) {
        lane.setValue(take(connection, lane.getKey(), lane.getValue(), Because.ITS_TURN, freed));
      }
    }
    advance(connection, next);
    return freed;
  }

  /** Goes on without the numbers that are missing before the first that waits in a lane. */
  static List<Work> pass(Connection connection, long lane, Because because) throws SQLException {
    Map<Long, Long> next = lock(connection, LOCK_AWAITED, List.of(lane));
    if (next.isEmpty()) {
      return List.of();
    }
    List<Work> freed = new ArrayList<>();
    try (PreparedStatement first = connection.prepareStatement(FIRST_WAITING)) {
      first.setLong(1, lane);
      first.setLong(2, lane);
      try (ResultSet row = first.executeQuery()) {
        if (row.next()) {
          next.put(lane, take(connection, lane, row.getLong(1), because, freed));
        }
      }
    }
    advance(connection, next);
    return freed;
  }

  /** What a settlement has let go before, if it is the repetition of one. */
  static List<Work> ready(Connection connection, Work done) throws SQLException {
    List<Work> ready = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(READY)) {
      statement.setLong(1, done.lane());
      statement.setLong(2, done.sequence().orElseThrow());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ready.add(PostgresDeliveryQueue.work(rows));
        }
      }
    }
    return ready;
  }

  /**
   * Lets those with a number go, and if all of them have ended meanwhile, those with the number
   * after it.
   *
   * @return the number that may go next
   */
  private static long take(
      Connection connection, long lane, long number, Because because, List<Work> freed)
      throws SQLException {
    List<Long> outOfCases = new ArrayList<>();
    long next = take(connection, lane, number, because, freed, outOfCases);
    new CaseDepartures(connection, Actor.of(because.actor()), because.reason()).ended(outOfCases);
    return next;
  }

  private static long take(
      Connection connection,
      long lane,
      long number,
      Because because,
      List<Work> freed,
      List<Long> outOfCases)
      throws SQLException {
    for (long next = number; ; next++) {
      boolean taken = false;
      boolean moved = false;
      try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
        statement.setLong(1, lane);
        statement.setLong(2, next);
        statement.setString(3, because.cause());
        statement.setString(4, because.actor());
        statement.setString(5, because.reason());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            taken = true;
            if (rows.getObject("message") != null) {
              moved = true;
              Moved one = Moved.of(rows);
              freed.add(one.work());
              one.outOfCase().ifPresent(outOfCases::add);
            }
          }
        }
      }
      if (!taken || moved) {
        return taken ? next + 1 : next;
      }
    }
  }

  private static Map<Long, Long> begin(Connection connection, List<Append.Planned> placed)
      throws SQLException {
    Map<Long, Long> firsts = new TreeMap<>();
    placed.forEach(
        p -> firsts.putIfAbsent(p.step().lane(), p.step().place().orElseThrow().first()));
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      bind(connection, statement, firsts);
      statement.executeUpdate();
    }
    return lock(connection, LOCK, List.copyOf(firsts.keySet()));
  }

  private static Map<Long, Long> lock(Connection connection, String sql, List<Long> lanes)
      throws SQLException {
    Map<Long, Long> next = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var _ = new Columns<>(connection, statement, lanes).column("int8", lane -> lane);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          next.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return next;
  }

  private static void advance(Connection connection, Map<Long, Long> next) throws SQLException {
    if (next.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      bind(connection, statement, next);
      statement.executeUpdate();
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, Map<Long, Long> numbers)
      throws SQLException {
    var _ =
        new Columns<>(connection, statement, List.copyOf(numbers.entrySet()))
            .column("int8", Map.Entry::getKey)
            .column("int8", Map.Entry::getValue);
  }

  private static void block(Connection connection, List<Append.Planned> early) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BLOCK)) {
      var _ =
          new Columns<>(connection, statement, early)
              .column("uuid", p -> p.id().message().value())
              .column("int2", p -> (short) p.id().step())
              .column("int8", p -> p.step().lane())
              .column("int8", p -> p.step().place().orElseThrow().number())
              .column("int8", p -> p.step().place().orElseThrow().patience().toMillis())
              .column("bool", p -> p.step().place().orElseThrow().escalates());
      statement.executeUpdate();
    }
  }
}
