package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * The one way out of cases, for whoever takes members out of them: people, releases, and what they
 * waited for. Deliveries are locked before their cases, and cases in the order of their numbers.
 */
final class CaseDepartures {

  private static final String LEAVE =
      """
      update failure_case set members = members - ?, changed_at = now()
      where number = ? and closed_at is null
      returning members, state
      """;

  private static final String RELEASE_ONE =
      """
      with ordered as (
        insert into case_release (case_number, actor, reason, state, members, released)
        values (?, ?, ?, 'AWAITING', 1, 1) returning id
      )
      update delivery d set release = ordered.id from ordered where d.message = ? and d.step = ?
      """;

  private static final String IS_RELEASING =
      "select 1 from case_release where case_number = ? and state <> 'DONE' limit 1";

  private record Left(int members, CaseState state) {}

  private final Connection connection;
  private final Actor actor;
  private final String reason;

  /**
   * @param reason why they leave, in somebody's words; empty if nobody said so
   */
  CaseDepartures(Connection connection, Actor actor, String reason) {
    this.connection = connection;
    this.actor = actor;
    this.reason = String.valueOf(Columns.storable(reason));
  }

  /** One goes again: its case waits for what becomes of it. */
  void released(long number, DeliveryId id) throws SQLException {
    MessageId message = id.message();
    try (PreparedStatement statement = connection.prepareStatement(RELEASE_ONE)) {
      statement.setLong(1, number);
      statement.setString(2, actor.label());
      statement.setString(3, reason);
      statement.setObject(4, message.value());
      statement.setInt(5, id.step());
      statement.executeUpdate();
    }
    Optional<Left> last = leave(number, 1).filter(left -> left.members() == 0);
    if (last.isPresent()) {
      moveOn(number, last.get(), CaseState.REPLAYING, "released");
    }
  }

  /** Some go as a part of a release, which ends the case itself. */
  void inRelease(long number, int members) throws SQLException {
    leave(number, members);
  }

  /**
   * Some need nobody any more: with the last one the case ends, unless some are under way again.
   *
   * @param cases of each that leaves the case's number
   */
  void ended(Collection<Long> cases) throws SQLException {
    Map<Long, Integer> leaving = new TreeMap<>();
    cases.forEach(number -> leaving.merge(number, 1, Integer::sum));
    for (Map.Entry<Long, Integer> each : leaving.entrySet()) {
      long number = each.getKey();
      Optional<Left> last = leave(number, each.getValue()).filter(left -> left.members() == 0);
      if (last.isPresent() && !isReleasing(number)) {
        moveOn(number, last.get(), CaseState.CLOSED, "closed");
      }
    }
  }

  /** What a case without members was about is over; unless somebody has closed it already. */
  void over(long number) throws SQLException {
    Optional<Left> last = leave(number, 0).filter(left -> left.members() == 0);
    if (last.isPresent()) {
      moveOn(number, last.get(), CaseState.CLOSED, "closed");
    }
  }

  /** How the case stands then; nothing if it is closed. */
  private Optional<Left> leave(long number, int members) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEAVE)) {
      statement.setInt(1, members);
      statement.setLong(2, number);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Left(row.getInt(1), CaseState.valueOf(row.getString(2))))
            : Optional.empty();
      }
    }
  }

  private boolean isReleasing(long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IS_RELEASING)) {
      statement.setLong(1, number);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private void moveOn(long number, Left left, CaseState next, String kind) throws SQLException {
    CaseMoves.make(
        connection,
        new CaseEvents.Event(
            number,
            kind,
            Optional.of(left.state()),
            next,
            Optional.empty(),
            actor,
            reason.isEmpty() ? null : reason),
        actor,
        reason);
  }
}
