package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The quarantine over PostgreSQL. */
public final class PostgresQuarantine implements Quarantine {

  private static final String AGAIN =
      """
      update quarantine set times = times + 1, last_at = now() where identity = :identity
      returning number
      """;

  private static final String KEEP =
      """
      insert into quarantine (identity, channel, sender, headers, body, size, correlation_id,
        traceparent, alike, code, title, detail, operation, landscape_version)
      select :identity, :channel, :sender, :headers, :body, :size, :correlationId, :traceparent,
        :alike, :code, :title, :detail, :operation, :version
      where (select count(*) < :entries and coalesce(sum(size), 0) + :size <= :bytes
        from quarantine where channel = :channel and state = 'WAITING')
      returning number
      """;

  private static final String ENTRY =
      """
      select number, identity, channel, sender, headers, body, correlation_id, traceparent
      from quarantine where state = 'WAITING'
      """;

  private static final String CHECKED =
      """
      update quarantine set landscape_version = :version, would_be_taken = :taken,
        alike = coalesce(:alike::uuid, alike), code = coalesce(:code, code),
        title = coalesce(:title, title), detail = coalesce(:detail, detail),
        operation = coalesce(:operation, operation)
      where number = :number and state = 'WAITING'
      """;

  private static final String END =
      """
      update quarantine set state = :state, message = :message::uuid, would_be_taken = false,
        ended_at = now(), ended_by = :actor, ended_reason = :why
      where number = :number and state = 'WAITING'
      """;

  private final Jdbi jdbi;
  private final JsonMapper json;

  public PostgresQuarantine(Jdbi jdbi, JsonMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  @Override
  public Kept keep(Document document, Reason reason, int landscapeVersion, Limits limits) {
    return jdbi.inTransaction(
        handle -> {
          // One at a time for a channel, so that neither a repetition nor a limit is missed.
          handle.execute(
              "select pg_advisory_xact_lock(hashtextextended(?, 7))", document.channel());
          Optional<Long> again =
              handle
                  .createQuery(AGAIN)
                  .bind("identity", document.identity())
                  .mapTo(Long.class)
                  .findOne();
          if (again.isPresent()) {
            return new Kept.Durable(again.get(), true);
          }
          return insert(handle, document, reason, landscapeVersion, limits)
              .<Kept>map(number -> new Kept.Durable(number, false))
              .orElseGet(Kept.Full::new);
        });
  }

  private Optional<Long> insert(
      Handle handle, Document document, Reason reason, int version, Limits limits) {
    return handle
        .createQuery(KEEP)
        .bind("identity", document.identity())
        .bind("channel", document.channel())
        .bind("sender", document.sender())
        .bind("headers", json.writeValueAsString(new TreeMap<>(document.headers())))
        .bind("body", document.body())
        .bind("size", document.body().length)
        .bind("correlationId", document.correlationId())
        .bind("traceparent", document.traceparent())
        .bind("alike", reason.alike())
        .bind("code", reason.code())
        .bind("title", Columns.storable(reason.title()))
        .bind("detail", Columns.storable(reason.detail()))
        .bind("operation", reason.operation())
        .bind("version", version)
        .bind("entries", limits.entries())
        .bind("bytes", limits.bytes())
        .mapTo(Long.class)
        .findOne();
  }

  @Override
  public Optional<Entry> waiting(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ENTRY + " and number = :number")
                .bind("number", number)
                .map((row, context) -> entry(row))
                .findOne());
  }

  @Override
  public List<Entry> unchecked(int landscapeVersion, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    ENTRY + " and landscape_version < :version order by number limit :most")
                .bind("version", landscapeVersion)
                .bind("most", most)
                .map((row, context) -> entry(row))
                .list());
  }

  private Entry entry(ResultSet row) throws SQLException {
    Map<String, String> headers =
        json.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {});
    return new Entry(
        row.getLong("number"),
        new Document(
            row.getObject("identity", UUID.class),
            row.getString("channel"),
            row.getString("sender"),
            headers,
            row.getBytes("body"),
            row.getString("correlation_id"),
            Optional.ofNullable(row.getString("traceparent"))));
  }

  @Override
  public int forget(int days) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from quarantine where ended_at < now() - make_interval(days => :days)")
                .bind("days", days)
                .execute());
  }

  @Override
  public List<Long> alike(UUID alike, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select number from quarantine where alike = :alike and state = 'WAITING'
                    order by number limit :most
                    """)
                .bind("alike", alike)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
  }

  @Override
  public void checked(long number, Optional<Reason> reason, int landscapeVersion) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(CHECKED)
                .bind("number", number)
                .bind("version", landscapeVersion)
                .bind("taken", reason.isEmpty())
                .bind("alike", reason.map(Reason::alike).map(UUID::toString))
                .bind("code", reason.map(Reason::code))
                .bind("title", reason.map(Reason::title).map(Columns::storable))
                .bind("detail", reason.map(Reason::detail).map(Columns::storable))
                .bind("operation", reason.flatMap(Reason::operation))
                .execute());
  }

  @Override
  public boolean released(long number, MessageId message, Actor actor, String why) {
    return end(number, "RELEASED", Optional.of(message.value()), actor, why);
  }

  @Override
  public boolean discarded(long number, Actor actor, String why) {
    return end(number, "DISCARDED", Optional.empty(), actor, why);
  }

  private boolean end(long number, String state, Optional<UUID> message, Actor actor, String why) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(END)
                    .bind("number", number)
                    .bind("state", state)
                    .bind("message", message.map(UUID::toString))
                    .bind("actor", actor.label())
                    .bind("why", Columns.storable(why))
                    .execute())
        == 1;
  }
}
