package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.millrace.message.Actor;

/** Business events that messages tell of, durable together with them. */
final class EventRows {

  private static final String ANNOUNCE =
      """
      insert into business_event (type, about, occurred_at, actor, message, reason)
      select type, about, now(), actor, message, reason
      from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[])
        as e(type, about, actor, message, reason)
      """;

  private EventRows() {}

  private record Told(Append.Numbered message, Draft.Announced event) {}

  static void announce(Connection connection, List<Append.Numbered> messages) throws SQLException {
    List<Told> told =
        messages.stream()
            .flatMap(m -> m.draft().announced().stream().map(event -> new Told(m, event)))
            .toList();
    if (told.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ANNOUNCE)) {
      var _ =
          new Columns<>(connection, statement, told)
              .text(t -> t.event().type())
              .text(t -> t.event().about().orElse(null))
              .text(t -> new Actor(Actor.Kind.SYSTEM, t.message().draft().sender()).label())
              .column("uuid", t -> t.message().id().value())
              .text(t -> t.event().reason().orElse(null));
      statement.executeUpdate();
    }
  }
}
