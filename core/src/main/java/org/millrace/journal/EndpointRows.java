package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.millrace.journal.Webhooks.Result;
import org.millrace.journal.Webhooks.Tried;
import org.millrace.message.Actor;

/** How endpoints stand, written together with what their webhooks came to. */
final class EndpointRows {

  /** A success that was under way when the endpoint went does not bring it back: a person does. */
  private static final String STAND =
      """
      insert into webhook_endpoint as e (system, endpoint, failing_since, disabled_at,
        last_delivered_at, last_failed_at, last_failure)
      select system, endpoint, case when failing then now() end, case when gone then now() end,
        case when delivered then now() end, case when failure is not null then now() end, failure
      from unnest(?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::boolean[], ?::text[])
        as g(system, endpoint, failing, gone, delivered, failure)
      on conflict (system, endpoint) do update set
        failing_since = case when excluded.failing_since is not null or e.disabled_at is not null
          then coalesce(e.failing_since, excluded.failing_since) end,
        disabled_at = coalesce(e.disabled_at, excluded.disabled_at),
        last_delivered_at = coalesce(excluded.last_delivered_at, e.last_delivered_at),
        last_failed_at = coalesce(excluded.last_failed_at, e.last_failed_at),
        last_failure = coalesce(excluded.last_failure, e.last_failure)
      """;

  private static final String KEEP_BACK =
      """
      update webhook w set state = 'KEPT_BACK', due_at = null, changed_at = now(),
        detail = 'its endpoint wants no webhooks any more'
      from unnest(?::text[], ?::text[]) as g(system, endpoint)
      where w.system = g.system and w.endpoint = g.endpoint and w.due_at is not null
      """;

  private EndpointRows() {}

  private record Endpoint(String system, String name) {}

  /** What the tries of one batch say of an endpoint; the last one decides whether it fails. */
  private record Standing(
      Endpoint endpoint,
      boolean failing,
      boolean gone,
      boolean delivered,
      Optional<String> failure) {

    static Standing of(Endpoint endpoint, Result result) {
      boolean taken = result instanceof Result.Taken;
      return new Standing(
          endpoint,
          !taken,
          result instanceof Result.EndpointGone,
          taken,
          PostgresWebhooks.detail(result));
    }

    Standing then(Standing later) {
      return new Standing(
          endpoint,
          later.failing || gone,
          gone || later.gone,
          delivered || later.delivered,
          later.failure.or(() -> failure));
    }
  }

  static void write(Connection connection, List<Tried> batch) throws SQLException {
    Map<Endpoint, Standing> standings = new LinkedHashMap<>();
    for (Tried tried : batch) {
      if (!(tried.result() instanceof Result.KeptBack)) {
        Endpoint endpoint = new Endpoint(tried.webhook().system(), tried.webhook().endpoint());
        standings.merge(endpoint, Standing.of(endpoint, tried.result()), Standing::then);
      }
    }
    List<Standing> all = new ArrayList<>(standings.values());
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(STAND)) {
      new Columns<>(connection, statement, all)
          .text(s -> s.endpoint().system())
          .text(s -> s.endpoint().name())
          .column("bool", Standing::failing)
          .column("bool", Standing::gone)
          .column("bool", Standing::delivered)
          .text(s -> s.failure().orElse(null));
      statement.executeUpdate();
    }
    List<Standing> gone = all.stream().filter(Standing::gone).toList();
    if (!gone.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(KEEP_BACK)) {
        new Columns<>(connection, statement, gone)
            .text(s -> s.endpoint().system())
            .text(s -> s.endpoint().name());
        statement.executeUpdate();
      }
    }
  }

  /** Takes an endpoint as working again; false if it was never called. */
  static boolean recover(
      Handle handle, String system, String endpoint, Actor actor, String reason) {
    return handle
            .createUpdate(
                """
                update webhook_endpoint set disabled_at = null, failing_since = null,
                  actor = :actor, reason = :reason
                where system = :system and endpoint = :endpoint
                """)
            .bind("system", system)
            .bind("endpoint", endpoint)
            .bind("actor", actor.label())
            .bind("reason", Columns.storable(reason))
            .execute()
        > 0;
  }
}
