package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.millrace.failure.Failure;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Makes members of cases of deliveries that have waited for longer than was declared. */
final class OverdueRows {

  /** The deliveries are locked before their cases, as everywhere. */
  private static final String LATE =
      """
      with late as (
        update awaited a set due_at = null
        from unnest(?::uuid[], ?::smallint[]) as g(message, step)
        where a.message = g.message and a.step = g.step and a.kind = ?
        returning a.message, a.step, a.flow as needed
      ), found as (
        select message, step, min(needed) as needed from late group by message, step
      )
      select d.message, d.step, d.flow, d.system, f.needed
      from delivery d join found f using (message, step)
      where d.state = ? order by d.message, d.step for update of d
      """;

  private static final String TELL =
      """
      with moved as (
        update delivery d set state = ?, case_number = g.case_number, changed_at = now()
        from unnest(?::uuid[], ?::smallint[], ?::bigint[]) as g(message, step, case_number)
        where d.message = g.message and d.step = g.step
        returning d.message, d.step
      )
      insert into transition (message, step, at, from_state, to_state, cause, actor)
      select message, step, now(), ?, ?, 'patience-ended', ? from moved
      """;

  private OverdueRows() {}

  private record Late(DeliveryId id, CaseEntry entry) {}

  private record Telling(DeliveryState from, DeliveryState to, String kind) {}

  /**
   * What waits for a number stays {@code BLOCKED}: as the head of its lane it would stand in the
   * way of the very message that is missing.
   */
  static void numbersAreMissing(Connection connection, List<DeliveryId> ids) throws SQLException {
    tell(connection, ids, new Telling(DeliveryState.BLOCKED, DeliveryState.BLOCKED, "SEQUENCE"));
  }

  static void objectsAreMissing(Connection connection, List<DeliveryId> ids) throws SQLException {
    tell(connection, ids, new Telling(DeliveryState.HELD, DeliveryState.NEEDS_PERSON, "OBJECT"));
  }

  private static void tell(Connection connection, List<DeliveryId> ids, Telling telling)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    List<Late> late = late(connection, ids, telling);
    Map<String, Long> cases = CaseRows.enter(connection, late.stream().map(Late::entry).toList());
    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
      statement.setString(1, telling.to().name());
      int bound =
          new Columns<>(connection, statement, late, 1)
              .column("uuid", l -> l.id().message().value())
              .column("int2", l -> (short) l.id().step())
              .column("int8", l -> cases.get(l.entry().fingerprint()))
              .bound();
      statement.setString(bound + 1, telling.from().name());
      statement.setString(bound + 2, telling.to().name());
      statement.setString(bound + 3, Actor.PLATFORM.label());
      statement.executeUpdate();
    }
  }

  private static List<Late> late(Connection connection, List<DeliveryId> ids, Telling telling)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATE)) {
      int bound =
          new Columns<>(connection, statement, ids)
              .column("uuid", id -> id.message().value())
              .column("int2", id -> (short) id.step())
              .bound();
      statement.setString(bound + 1, telling.kind());
      statement.setString(bound + 2, telling.from().name());
      List<Late> late = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          DeliveryId id =
              new DeliveryId(
                  new MessageId(rows.getObject("message", UUID.class)), rows.getInt("step"));
          late.add(
              new Late(
                  id,
                  CaseEntry.of(
                      rows.getString("flow"), id.step(), rows.getString("system"), missing(rows))));
        }
      }
      return late;
    }
  }

  private static Failure missing(ResultSet row) throws SQLException {
    String needed = row.getString("needed");
    return needed == null
        ? new Failure.DataQuality(
            SequenceRows.EARLIER_ONE_MISSING,
            "An earlier message of the same key has not come",
            Optional.empty())
        : new Failure.DataQuality(
            AwaitedRows.AWAITS_OBJECT,
            "What it needs has not had its effect there: " + needed,
            Optional.empty());
  }
}
