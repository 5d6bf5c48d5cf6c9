package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A delivery that was moved on by somebody else than the dispatcher.
 *
 * @param outOfCase the case that it was in
 */
record Moved(Work work, Optional<Long> outOfCase) {

  static Moved of(ResultSet row) throws SQLException {
    long number = row.getLong("was_in_case");
    Optional<Long> outOfCase = row.wasNull() ? Optional.empty() : Optional.of(number);
    return new Moved(PostgresDeliveryQueue.work(row), outOfCase);
  }
}
