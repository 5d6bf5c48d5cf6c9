package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;

/** Moves a case to another state by a rule, with the line in its history. */
final class CaseMoves {

  private static final String MOVE =
      """
      update failure_case set state = ?, version = version + 1, changed_at = now(),
        paused = paused + case when w.woken and snoozed_at is not null
          then least(now(), snoozed_until) - snoozed_at else '0' end,
        snoozed_at = case when not w.woken then snoozed_at end,
        snoozed_until = case when not w.woken then snoozed_until end,
        snoozed_members = case when not w.woken then snoozed_members end,
        acknowledged_at = case when w.seen then coalesce(acknowledged_at, now())
          else acknowledged_at end,
        closed_at = case when ? then now() end,
        closed_by = case when ? then ? end,
        solution = case when ? then coalesce(nullif(?, ''), solution) else solution end
      from (select ?::boolean as woken, ?::boolean as seen) w where number = ?
      """;

  private CaseMoves() {}

  /**
   * @param by whose doing it was, in case it closes
   * @param solution what solved it, in case it closes; empty if nobody said so
   */
  static void make(Connection connection, CaseEvents.Event event, Actor by, String solution)
      throws SQLException {
    boolean closes = !event.to().isOpen();
    boolean woken = closes || event.to() == CaseState.REPLAYING;
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setString(1, event.to().name());
      statement.setBoolean(2, closes);
      statement.setBoolean(3, closes);
      statement.setString(4, by.label());
      statement.setBoolean(5, closes);
      statement.setString(6, Columns.storable(solution));
      statement.setBoolean(7, woken);
      statement.setBoolean(8, event.to() == CaseState.REPLAYING);
      statement.setLong(9, event.number());
      statement.executeUpdate();
    }
    CaseEvents.write(connection, event);
  }
}
