package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** Plans steps that were standing by, in the transaction that makes them necessary. */
final class StandbyRows {

  private static final String PLAN =
      """
      with planned as (
        insert into delivery (message, step, flow, system, lane, after_step, state, business,
          callback, compensates, changed_at)
        select message, ?, flow, ?, ?, ?, ?, 'PENDING', callback, ?, now()
        from delivery where message = ? and step = ?
        on conflict do nothing
        returning message, step, flow, system, lane, state, attempts, tries, callback, sequence,
          due_at, changed_at
      ), kept as (
        insert into transition (message, step, at, from_state, to_state, cause, actor)
        select message, step, now(), state, state, ?, ? from planned
      )
      select * from planned
      """;

  /** What waited for the step waits for the one that replaces it. */
  private static final String REPOINT =
      """
      update delivery set after_step = ?
      where message = ? and after_step = ? and state = 'BLOCKED' and step <> ?
      """;

  private static final String READY =
      """
      select message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
        changed_at
      from delivery where message = ? and step = any(?) and state = 'READY' order by step
      """;

  private static final String EFFECTS =
      """
      select step from delivery
      where message = ? and state in ('DELIVERED','CONFIRMED','SETTLED_BY_HAND')
        and business <> 'COMPENSATED' and compensates is null
      order by step desc for update
      """;

  private static final String TAKEN_BACK =
      """
      with taken_back as (
        update delivery d set business = 'COMPENSATED', changed_at = now()
        from delivery c where c.message = ? and c.step = ? and c.compensates is not null
          and d.message = c.message and d.step = c.compensates
        returning d.message, d.step, d.state
      )
      insert into transition (message, step, at, from_state, to_state, cause, actor)
      select message, step, now(), state, state, 'compensated', ? from taken_back
      """;

  private StandbyRows() {}

  /** Plans a step's other target. */
  static List<Work> replace(Connection connection, DeliveryId rerouted, Standbys.Planned other)
      throws SQLException {
    List<Work> planned = plan(connection, rerouted, other, 0, "rerouted");
    try (PreparedStatement statement = connection.prepareStatement(REPOINT)) {
      statement.setInt(1, other.step());
      statement.setObject(2, rerouted.message().value());
      statement.setInt(3, rerouted.step());
      statement.setInt(4, other.step());
      statement.executeUpdate();
    }
    return planned;
  }

  /**
   * Plans the taking back of what other steps did, the latest step first, one after the other.
   *
   * @return what may be sent now
   */
  static List<Work> takeBack(
      Connection connection, DeliveryId failed, List<Standbys.Planned> compensations)
      throws SQLException {
    Map<Integer, Standbys.Planned> byStep = new HashMap<>();
    compensations.forEach(each -> byStep.put(each.of(), each));
    List<Work> ready = new ArrayList<>();
    int before = 0;
    for (int step : effects(connection, failed)) {
      Standbys.Planned compensation = byStep.get(step);
      if (compensation != null) {
        List<Work> planned = plan(connection, failed, compensation, before, "compensation");
        if (before == 0) {
          ready.addAll(planned);
        }
        before = compensation.step();
      }
    }
    return ready;
  }

  /** What was planned before and may be sent now, if a settlement is the repetition of one. */
  static List<Work> ready(Connection connection, DeliveryId id, Standbys standbys)
      throws SQLException {
    Integer[] steps =
        Stream.concat(standbys.alternative().stream(), standbys.compensations().stream())
            .map(Standbys.Planned::step)
            .toArray(Integer[]::new);
    try (PreparedStatement statement = connection.prepareStatement(READY)) {
      statement.setObject(1, id.message().value());
      statement.setArray(2, connection.createArrayOf("int4", steps));
      return works(statement);
    }
  }

  /** If a delivery was the taking back of another's effect, that one says so from now on. */
  static void done(Connection connection, DeliveryId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKEN_BACK)) {
      statement.setObject(1, id.message().value());
      statement.setInt(2, id.step());
      statement.setString(3, Actor.PLATFORM.label());
      statement.executeUpdate();
    }
  }

  private static List<Integer> effects(Connection connection, DeliveryId failed)
      throws SQLException {
    List<Integer> steps = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(EFFECTS)) {
      statement.setObject(1, failed.message().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          steps.add(rows.getInt(1));
        }
      }
    }
    return steps;
  }

  private static List<Work> plan(
      Connection connection, DeliveryId id, Standbys.Planned step, int after, String cause)
      throws SQLException {
    boolean compensates = cause.equals("compensation");
    try (PreparedStatement statement = connection.prepareStatement(PLAN)) {
      statement.setInt(1, step.step());
      statement.setString(2, step.system());
      statement.setLong(3, step.lane());
      statement.setInt(4, after);
      statement.setString(5, after == 0 ? "READY" : "BLOCKED");
      statement.setObject(6, compensates ? (Integer) step.of() : null, java.sql.Types.SMALLINT);
      statement.setObject(7, id.message().value());
      statement.setInt(8, id.step());
      statement.setString(9, cause);
      statement.setString(10, Actor.PLATFORM.label());
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
