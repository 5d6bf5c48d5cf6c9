package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

/**
 * Webhooks over PostgreSQL; what became of them is group-committed. Its clock decides what is due.
 */
public final class PostgresWebhooks implements Webhooks, AutoCloseable {

  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(256, 10_000);

  private static final byte[] NONE = {};

  /** Steps from endpoint to endpoint by the index of what is due, whatever the backlog of each. */
  private static final String DUE =
      """
      with recursive seen(system, endpoint) as (
        (select system, endpoint from webhook where due_at is not null
         order by system, endpoint limit 1)
        union all
        select n.system, n.endpoint from seen s cross join lateral (
          select w.system, w.endpoint from webhook w
          where w.due_at is not null and (w.system, w.endpoint) > (s.system, s.endpoint)
          order by w.system, w.endpoint limit 1) n
      )
      select w.message, w.event, w.system, w.endpoint, c.url, w.occurred_at, w.since, w.tries,
        w.body, e.disabled_at is not null as disabled
      from seen s cross join lateral (
        select * from webhook w
        where w.system = s.system and w.endpoint = s.endpoint and w.due_at <= now()
        order by w.due_at limit :most) w
      join callback c on c.message = w.message
      left join webhook_endpoint e on e.system = w.system and e.endpoint = w.endpoint
      order by w.due_at
      """;

  private static final String RECORD =
      """
      update webhook w set state = g.state, status = g.status, detail = g.detail,
        due_at = case when g.state = 'DUE' then now() + g.wait * interval '1 millisecond' end,
        tries = w.tries + g.counted,
        body = case when g.state <> 'DELIVERED' then coalesce(w.body, nullif(g.body, '')) end,
        changed_at = now()
      from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[],
          ?::smallint[], ?::bytea[])
        as g(message, event, state, status, detail, wait, counted, body)
      where w.message = g.message and w.event = g.event
        and (w.state = 'DUE' or g.state = 'DELIVERED')
      returning w.message, w.event
      """;

  /** What a message has come to since is told instead of what it came to before. */
  private static final String RECOVER =
      """
      update webhook w set state = 'DUE', since = now(), due_at = now(), tries = 0,
        changed_at = now()
      where system = :system and endpoint = :endpoint and state in ('GIVEN_UP', 'KEPT_BACK')
        and occurred_at >= :since
        and not exists (select 1 from webhook later
          where later.message = w.message and later.occurred_at > w.occurred_at)
      """;

  private static final String FORGET =
      """
      with old as (
        delete from webhook
        where due_at is null and changed_at < now() - :after * interval '1 second'
        returning message, event
      )
      delete from callback c using old where c.message = old.message and old.event in ('COMPLETED','ESCALATED')
      """;

  private final Jdbi jdbi;
  private final WebhookSignal signal;
  private final GroupCommit<Tried, Boolean> results;

  /**
   * @param signal rung when a person lets an endpoint recover
   */
  public PostgresWebhooks(DataSource source, Jdbi jdbi, WebhookSignal signal) {
    this.jdbi = jdbi;
    this.signal = signal;
    this.results =
        new GroupCommit<>(
            "webhooks", source, LIMITS, PostgresWebhooks::write, (connection, rows) -> {});
  }

  @Override
  public List<Due> due(int most) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(DUE).bind("most", most).map((row, context) -> due(row)).list());
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        id(row),
        row.getString("system"),
        row.getString("endpoint"),
        row.getString("url"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getInt("tries"),
        row.getBoolean("disabled"),
        Optional.ofNullable(row.getBytes("body")));
  }

  private static Id id(ResultSet row) throws SQLException {
    return new Id(
        new MessageId(row.getObject("message", UUID.class)),
        WebhookEvent.valueOf(row.getString("event")));
  }

  @Override
  public CompletableFuture<Boolean> record(Tried tried) {
    return results.add(tried);
  }

  private static List<Boolean> write(Connection connection, List<Tried> batch) throws SQLException {
    connection.setAutoCommit(false);
    Set<Id> moved = writeResults(connection, batch);
    EndpointRows.write(connection, batch);
    connection.commit();
    connection.setAutoCommit(true);
    return batch.stream().map(tried -> moved.contains(tried.webhook().id())).toList();
  }

  private static Set<Id> writeResults(Connection connection, List<Tried> batch)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
      new Columns<>(connection, statement, batch)
          .column("uuid", t -> t.webhook().id().message().value())
          .text(t -> t.webhook().id().event().name())
          .text(t -> state(t.result()))
          .column("int4", t -> t.status().isPresent() ? (Integer) t.status().getAsInt() : null)
          .text(t -> detail(t.result()).orElse(null))
          .column("int8", t -> t.result() instanceof Result.Again a ? a.after().toMillis() : 0L)
          .column("int2", t -> (short) (t.result() instanceof Result.KeptBack ? 0 : 1))
          .bytes(t -> body(t.result()).orElse(NONE));
      Set<Id> moved = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          moved.add(id(rows));
        }
      }
      return moved;
    }
  }

  private static String state(Result result) {
    return switch (result) {
      case Result.Taken ignored -> "DELIVERED";
      case Result.Again ignored -> "DUE";
      case Result.GivenUp ignored -> "GIVEN_UP";
      case Result.EndpointGone ignored -> "KEPT_BACK";
      case Result.KeptBack ignored -> "KEPT_BACK";
    };
  }

  static Optional<String> detail(Result result) {
    return switch (result) {
      case Result.Taken ignored -> Optional.empty();
      case Result.Again again -> Optional.of(again.detail());
      case Result.GivenUp ended -> Optional.of(ended.detail());
      case Result.EndpointGone gone -> Optional.of(gone.detail());
      case Result.KeptBack kept -> Optional.of(kept.detail());
    };
  }

  private static Optional<byte[]> body(Result result) {
    return switch (result) {
      case Result.Taken ignored -> Optional.empty();
      case Result.Again again -> again.body();
      case Result.GivenUp ended -> ended.body();
      case Result.EndpointGone gone -> gone.body();
      case Result.KeptBack ignored -> Optional.empty();
    };
  }

  @Override
  public Optional<Integer> recover(
      String system, String endpoint, Instant since, Actor actor, String reason) {
    Optional<Integer> recovered =
        jdbi.inTransaction(
            handle ->
                EndpointRows.recover(handle, system, endpoint, actor, reason)
                    ? Optional.of(
                        handle
                            .createUpdate(RECOVER)
                            .bind("system", system)
                            .bind("endpoint", endpoint)
                            .bind("since", since.atOffset(ZoneOffset.UTC))
                            .execute())
                    : Optional.empty());
    signal.ring();
    return recovered;
  }

  @Override
  public int giveUp(Duration after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update webhook set state = 'GIVEN_UP', due_at = null, changed_at = now(),
                      detail = coalesce(detail, 'its endpoint took nothing for too long')
                    where due_at is not null and since < now() - :after * interval '1 second'
                    """)
                .bind("after", after.toSeconds())
                .execute());
  }

  @Override
  public void forget(Duration after) {
    jdbi.useHandle(
        handle -> handle.createUpdate(FORGET).bind("after", after.toSeconds()).execute());
  }

  /** Records what is queued and ends. */
  @Override
  public void close() {
    results.close();
  }
}
