package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What deliveries wait for beside their turn: objects, events. */
final class AwaitedRows {

  /** Why a delivery is held that needs another message's effect. */
  static final String AWAITS_OBJECT = "awaits-object";

  private static final String NEED =
      """
      insert into awaited (message, step, kind, subject, flow, system, since, patience, due_at)
      select message, step, 'OBJECT', key, flow, system, now(), patience_ms * interval '1 ms',
        now() + patience_ms * interval '1 ms'
      from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
        as n(message, step, key, flow, system, patience_ms)
      on conflict do nothing
      """;

  private static final String AWAIT_EVENT =
      """
      insert into awaited (message, step, kind, subject, about, since)
      select * from unnest(?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[])
      on conflict (message, step, kind, subject)
      do update set about = excluded.about, since = excluded.since
      """;

  private AwaitedRows() {}

  private record Needed(Append.Planned planned, Draft.Need need) {}

  /** Records what new deliveries need. */
  static void need(Connection connection, List<Append.Planned> steps) throws SQLException {
    List<Needed> needs =
        steps.stream()
            .flatMap(p -> p.step().needs().stream().map(need -> new Needed(p, need)))
            .toList();
    if (needs.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(NEED)) {
      var _ =
          new Columns<>(connection, statement, needs)
              .column("uuid", n -> n.planned().id().message().value())
              .column("int2", n -> (short) n.planned().id().step())
              .text(n -> n.need().key())
              .text(n -> n.need().flow())
              .text(n -> n.need().system())
              .column("int8", n -> n.need().patience().toMillis());
      statement.executeUpdate();
    }
  }

  /**
   * Records which events let deliveries go that a person was asked about. What happens from the
   * beginning of the attempt on counts: the event may have overtaken the refusal.
   */
  static void awaitEvents(Connection connection, List<Settlement> moved) throws SQLException {
    List<Settlement> waiting =
        moved.stream()
            .filter(s -> s.needsPerson().flatMap(Settlement.NeedsPerson::releaseOn).isPresent())
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(AWAIT_EVENT)) {
      var _ =
          new Columns<>(connection, statement, waiting)
              .column("uuid", s -> s.work().id().message().value())
              .column("int2", s -> (short) s.work().id().step())
              .text(s -> "EVENT")
              .text(s -> event(s).type())
              .text(s -> event(s).about().orElse(null))
              .column("timestamptz", s -> s.startedAt().atOffset(java.time.ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private static org.millrace.failure.AwaitedEvent event(Settlement settlement) {
    return settlement.needsPerson().orElseThrow().releaseOn().orElseThrow();
  }
}
