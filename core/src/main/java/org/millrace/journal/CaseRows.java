package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.failure.CaseState;
import org.millrace.failure.Failure;
import org.millrace.failure.Fingerprint;

/**
 * The one way into cases: joins deliveries to the open case of their fingerprint, or opens one, or
 * opens one again.
 */
final class CaseRows {

  /** Open cases of one flow, step, system and code; one more collects all further patterns. */
  static final int MOST_OPEN = 20;

  /** A case that was closed no longer ago opens again instead of a new one. */
  static final Duration REOPENS_WITHIN = Duration.ofDays(7);

  private static final String JOIN =
      """
      update failure_case set members = members + ?, changed_at = now()
      where fingerprint = ? and closed_at is null
      returning number
      """;

  /** Two that open cases of one group at once wait for each other, or the limit would not hold. */
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 17))";

  private static final String REOPEN =
      """
      update failure_case set members = ?, closed_at = null, closed_by = null, state = 'NEW',
        snoozed_until = null, snoozed_members = null, snoozed_at = null, paused = '0',
        escalated = 0, escalated_to = null, escalated_at = null,
        reopened = reopened + 1, reopened_at = now(), acknowledged_at = null, version = version + 1, changed_at = now()
      where number = (
        select number from failure_case
        where fingerprint = ? and closed_at > now() - make_interval(secs => ?)
        order by closed_at desc limit 1)
      returning number
      """;

  private static final String COUNT =
      """
      select count(*) from failure_case
      where flow = ? and step = ? and system = ? and code = ? and closed_at is null
        and not collecting
      """;

  private static final String OPEN =
      """
      insert into failure_case (fingerprint, pattern, collecting, flow, system, step, failure_class,
        code, detail, owner, needs_approval, release_on, members, resendable, opened_at, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), now())
      returning number
      """;

  private CaseRows() {}

  /**
   * Case numbers by fingerprint, for all that need a person.
   *
   * @param entries one for each new member
   */
  static Map<String, Long> enter(Connection connection, List<CaseEntry> entries)
      throws SQLException {
    // Sorted: whoever else joins cases locks them in the same order.
    Map<String, CaseEntry> examples = new TreeMap<>();
    Map<String, Integer> members = new HashMap<>();
    for (CaseEntry entry : entries) {
      examples.putIfAbsent(entry.fingerprint(), entry);
      members.merge(entry.fingerprint(), 1, Integer::sum);
    }
    Map<String, Long> numbers = new HashMap<>();
    for (Map.Entry<String, CaseEntry> example : examples.entrySet()) {
      int count = members.getOrDefault(example.getKey(), 0);
      numbers.put(example.getKey(), enter(connection, example.getValue(), count));
    }
    return numbers;
  }

  /** The number of a case that nobody has to be a member of. */
  static long open(Connection connection, CaseEntry about) throws SQLException {
    return enter(connection, about, 0);
  }

  private static long enter(Connection connection, CaseEntry example, int members)
      throws SQLException {
    String fingerprint = example.fingerprint();
    Optional<Long> open = joinOpen(connection, fingerprint, members);
    if (open.isPresent()) {
      return open.get();
    }
    Fingerprint shared = example.shared();
    lock(connection, shared.group());
    Optional<Long> opened = joinOpen(connection, fingerprint, members);
    if (opened.isPresent()) {
      return opened.get();
    }
    if (count(connection, shared) < MOST_OPEN) {
      return reopenOrOpen(connection, example, fingerprint, false, members);
    }
    Optional<Long> collecting = joinOpen(connection, shared.collecting(), members);
    return collecting.isPresent()
        ? collecting.get()
        : reopenOrOpen(connection, example, shared.collecting(), true, members);
  }

  private static Optional<Long> joinOpen(Connection connection, String fingerprint, int members)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
      statement.setInt(1, members);
      statement.setString(2, Columns.storable(fingerprint));
      return number(statement);
    }
  }

  private static void lock(Connection connection, String group) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, group);
      statement.execute();
    }
  }

  private static int count(Connection connection, Fingerprint shared) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setString(1, shared.flow());
      statement.setInt(2, shared.step());
      statement.setString(3, shared.system());
      statement.setString(4, shared.code());
      return number(statement).orElseThrow().intValue();
    }
  }

  private static long reopenOrOpen(
      Connection connection, CaseEntry example, String fingerprint, boolean collects, int members)
      throws SQLException {
    Optional<Long> again = reopen(connection, fingerprint, members);
    long number =
        again.isPresent() ? again.get() : open(connection, example, fingerprint, collects, members);
    CaseEvents.write(
        connection,
        CaseEvents.Event.byPlatform(
            number,
            again.isPresent() ? "reopened" : "opened",
            again.map(ignored -> CaseState.CLOSED),
            CaseState.NEW,
            Optional.empty()));
    return number;
  }

  private static Optional<Long> reopen(Connection connection, String fingerprint, int members)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REOPEN)) {
      statement.setInt(1, members);
      statement.setString(2, Columns.storable(fingerprint));
      statement.setInt(3, Math.toIntExact(REOPENS_WITHIN.toSeconds()));
      return number(statement);
    }
  }

  private static long open(
      Connection connection, CaseEntry example, String fingerprint, boolean collects, int members)
      throws SQLException {
    Failure failure = example.failure();
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setString(1, Columns.storable(fingerprint));
      statement.setString(2, collects ? "" : Columns.storable(example.shared().pattern()));
      statement.setBoolean(3, collects);
      statement.setString(4, example.flow());
      statement.setString(5, example.system());
      statement.setInt(6, example.step());
      statement.setString(7, failure.kind().name());
      statement.setString(8, failure.code());
      statement.setString(9, Columns.storable(failure.detail()));
      statement.setString(10, failure.owner().name());
      statement.setBoolean(11, example.needsApproval());
      statement.setString(12, example.releaseOn().orElse(null));
      statement.setInt(13, members);
      statement.setBoolean(14, example.resendable());
      return number(statement).orElseThrow();
    }
  }

  private static Optional<Long> number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }
}
