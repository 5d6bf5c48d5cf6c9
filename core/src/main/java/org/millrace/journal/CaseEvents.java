package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;

/** Writes the history of cases. */
final class CaseEvents {

  private static final String WRITE =
      """
      insert into case_event (case_number, kind, from_state, to_state, value, actor, reason)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private CaseEvents() {}

  /**
   * A change of state; {@code from} and {@code to} are the same where only something else changed.
   */
  record Event(
      long number,
      String kind,
      Optional<CaseState> from,
      CaseState to,
      Optional<String> value,
      Actor actor,
      @Nullable String reason) {

    static Event byPlatform(
        long number, String kind, Optional<CaseState> from, CaseState to, Optional<String> value) {
      return new Event(number, kind, from, to, value, Actor.PLATFORM, null);
    }
  }

  static void write(Connection connection, Event event) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setLong(1, event.number());
      statement.setString(2, event.kind());
      statement.setString(3, event.from().map(Enum::name).orElse(null));
      statement.setString(4, event.to().name());
      statement.setString(5, event.value().map(Columns::storable).orElse(null));
      statement.setString(6, event.actor().label());
      statement.setString(7, Columns.storable(event.reason()));
      statement.executeUpdate();
    }
  }
}
