package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Failure;

/** Joins failed deliveries to the open case of their fingerprint, or opens one. */
final class CaseRows {

  private static final String JOIN =
      """
      insert into failure_case (fingerprint, flow, system, step, failure_class, code, detail, owner,
        needs_approval, release_on, members, opened_at, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), now())
      on conflict (fingerprint) where closed_at is null
      do update set members = failure_case.members + excluded.members, changed_at = now()
      returning number
      """;

  private static final String LEAVE =
      """
      update failure_case set members = members - 1,
        closed_at = case when members = 1 then now() end
      where number = ? and closed_at is null
      """;

  private CaseRows() {}

  /** Case numbers by fingerprint, for all settlements that need a person. */
  static Map<String, Long> join(Connection connection, List<Settlement> batch) throws SQLException {
    Map<String, Settlement> examples = new LinkedHashMap<>();
    Map<String, Integer> members = new HashMap<>();
    for (Settlement settlement : batch) {
      settlement
          .needsPerson()
          .ifPresent(
              needs -> {
                examples.putIfAbsent(needs.fingerprint(), settlement);
                members.merge(needs.fingerprint(), 1, Integer::sum);
              });
    }
    Map<String, Long> numbers = new HashMap<>();
    for (Map.Entry<String, Settlement> example : examples.entrySet()) {
      int count = members.getOrDefault(example.getKey(), 0);
      numbers.put(example.getKey(), join(connection, example.getValue(), count));
    }
    return numbers;
  }

  /** Takes those back that joined but were not moved after all. */
  static void leave(Connection connection, List<Settlement> unmoved, Map<String, Long> numbers)
      throws SQLException {
    for (Settlement settlement : unmoved) {
      Long number =
          settlement.needsPerson().map(needs -> numbers.get(needs.fingerprint())).orElse(null);
      if (number != null) {
        try (PreparedStatement statement = connection.prepareStatement(LEAVE)) {
          statement.setLong(1, number);
          statement.executeUpdate();
        }
      }
    }
  }

  private static long join(Connection connection, Settlement example, int members)
      throws SQLException {
    Settlement.NeedsPerson needs = example.needsPerson().orElseThrow();
    Failure failure = needs.failure();
    try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
      statement.setString(1, needs.fingerprint());
      statement.setString(2, example.work().flow());
      statement.setString(3, example.work().system());
      statement.setInt(4, example.work().id().step());
      statement.setString(5, failure.kind().name());
      statement.setString(6, failure.code());
      statement.setString(7, Columns.storable(failure.detail()));
      statement.setString(8, failure.owner().name());
      statement.setBoolean(9, needs.needsApproval());
      statement.setString(10, needs.releaseOn().map(AwaitedEvent::type).orElse(null));
      statement.setInt(11, members);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
