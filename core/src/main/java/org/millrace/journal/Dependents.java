package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** Lets the later steps of a message follow the one they waited for. */
final class Dependents {

  private static final String FOLLOW =
      """
      with moved as (
        update delivery set state = ?, changed_at = now()
        where message = ? and after_step = ? and state = 'BLOCKED'
        returning message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
          changed_at
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor)
        select message, step, now(), 'BLOCKED', state, ?, ? from moved
      )
      select * from moved order by step
      """;

  private static final String READY =
      """
      select message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
        changed_at
      from delivery where message = ? and after_step = ? and state = 'READY' order by step
      """;

  private Dependents() {}

  /**
   * Sets free what waited for a step that had its effect; skips what waited for one that never
   * will.
   *
   * @return the deliveries that may be sent now
   */
  static List<Work> follow(Connection connection, DeliveryId step, DeliveryState became)
      throws SQLException {
    if (!became.isTerminal() || became == DeliveryState.REROUTED) {
      // What the target took but did not confirm sets nothing free, and what goes elsewhere has
      // left those that waited for it to the step that replaces it.
      return List.of();
    }
    if (became.hasEffect()) {
      StandbyRows.done(connection, step);
    }
    DeliveryState next = became.hasEffect() ? DeliveryState.READY : DeliveryState.SKIPPED;
    List<Work> moved = move(connection, step, next);
    if (next == DeliveryState.READY) {
      return moved;
    }
    for (Work skipped : moved) {
      follow(connection, skipped.id(), DeliveryState.SKIPPED);
    }
    return List.of();
  }

  /** Deliveries that waited for a step and are ready now. */
  static List<Work> ready(Connection connection, DeliveryId step) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READY)) {
      statement.setObject(1, step.message().value());
      statement.setInt(2, step.step());
      return works(statement);
    }
  }

  private static List<Work> move(Connection connection, DeliveryId step, DeliveryState next)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FOLLOW)) {
      statement.setString(1, next.name());
      statement.setObject(2, step.message().value());
      statement.setInt(3, step.step());
      statement.setString(
          4, next == DeliveryState.READY ? "earlier-step-done" : "earlier-step-ended");
      statement.setString(5, Actor.PLATFORM.label());
      return works(statement);
    }
  }

  private static List<Work> works(PreparedStatement statement) throws SQLException {
    List<Work> works = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        works.add(PostgresDeliveryQueue.work(rows));
      }
    }
    return works;
  }
}
