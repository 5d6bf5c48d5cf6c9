package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Open work and messages, read back from PostgreSQL. */
public final class PostgresDeliveryQueue implements DeliveryQueue {

  private static final String COLUMNS =
      "message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,"
          + " changed_at ";

  private static final String OPEN =
      "state in ('READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON') ";

  private static final String AFTER = "and (message, step) > (:message, :step) ";

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;
  private final JsonMapper json;

  public PostgresDeliveryQueue(Jdbi jdbi, JsonMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  @Override
  public List<Work> openOf(String system, Optional<DeliveryId> after, int limit) {
    return page("system = :among ", system, after, limit);
  }

  @Override
  public List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit) {
    return page("lane = :among ", lane, after, limit);
  }

  private List<Work> page(String among, Object value, Optional<DeliveryId> after, int limit) {
    String sql =
        "select "
            + COLUMNS
            + "from delivery where "
            + among
            + "and "
            + OPEN
            + AFTER
            + "order by message, step limit :limit";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("among", value)
                .bind("message", after.map(id -> id.message().value()).orElse(BEFORE_ALL))
                .bind("step", after.map(DeliveryId::step).orElse(0))
                .bind("limit", limit)
                .map((row, context) -> work(row))
                .list());
  }

  @Override
  public Optional<Work> find(DeliveryId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select " + COLUMNS + "from delivery where message = :message and step = :step")
                .bind("message", id.message().value())
                .bind("step", id.step())
                .map((row, context) -> work(row))
                .findOne());
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select m.flow, coalesce(o.landscape, m.landscape_version) as landscape_version,
                      m.sender, m.business_key, m.order_key, m.correlation_id, m.traceparent,
                      m.payload
                    from message m left join moved_on o on o.message = m.id where m.id = :id
                    """)
                .bind("id", id.value())
                .map((row, context) -> message(id, row))
                .findOne());
  }

  @Override
  public Optional<Message> messageInForce(MessageId id) {
    return message(id).map(message -> corrected(id).map(c -> c.of(message)).orElse(message));
  }

  private record Corrected(int version, JsonNode content) {
    Message of(Message message) {
      return message.with(content, version);
    }
  }

  private Optional<Corrected> corrected(MessageId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select version, payload from correction
                    where message = :id and state = 'APPROVED' order by version desc limit 1
                    """)
                .bind("id", id.value())
                .map(
                    (row, context) ->
                        new Corrected(
                            row.getInt("version"), json.readTree(row.getBytes("payload"))))
                .findOne());
  }

  @Override
  public List<String> systemsWithOpenWork() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select distinct system from delivery where " + OPEN)
                .mapTo(String.class)
                .list());
  }

  /** Reads a row with {@link #COLUMNS}. */
  static Work work(ResultSet row) throws SQLException {
    DeliveryState state = DeliveryState.valueOf(row.getString("state"));
    OffsetDateTime due =
        row.getObject(
            state == DeliveryState.IN_FLIGHT ? "changed_at" : "due_at", OffsetDateTime.class);
    return new Work(
        new DeliveryId(new MessageId(row.getObject("message", UUID.class)), row.getInt("step")),
        row.getString("flow"),
        row.getString("system"),
        row.getLong("lane"),
        state,
        row.getInt("attempts"),
        row.getInt("tries"),
        row.getBoolean("callback"),
        sequence(row),
        Optional.ofNullable(due).map(OffsetDateTime::toInstant));
  }

  private static OptionalLong sequence(ResultSet row) throws SQLException {
    long sequence = row.getLong("sequence");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  private Message message(MessageId id, ResultSet row) throws SQLException {
    return new Message(
        id,
        row.getString("flow"),
        row.getInt("landscape_version"),
        row.getString("sender"),
        row.getString("business_key"),
        Optional.ofNullable(row.getString("order_key")),
        row.getString("correlation_id"),
        Optional.ofNullable(row.getString("traceparent")),
        json.readTree(row.getBytes("payload")));
  }
}
