package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
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

  private static final String MESSAGE =
      """
      select m.id, m.flow, coalesce(o.landscape, m.landscape_version) as landscape_version, m.sender,
        m.business_key, m.order_key, m.correlation_id, m.traceparent, %s
      from message m left join moved_on o on o.message = m.id %s
      where m.id = any(:ids)
      """;

  private static final String IN_FORCE =
      MESSAGE.formatted(
          "coalesce(c.version, 1) as version, coalesce(c.payload, m.payload) as payload",
          """
          left join lateral (
            select version, payload from correction
            where message = m.id and state = 'APPROVED' order by version desc limit 1) c on true
          """);

  private final Jdbi jdbi;
  private final JsonMapper json;

  /** A backlog that drains wants as many messages at once as its target takes requests. */
  private final GroupRead<MessageId, Message> reads = new GroupRead<>(this::messagesInForce);

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
                .createQuery(MESSAGE.formatted("1 as version, m.payload", ""))
                .bindArray("ids", UUID.class, id.value())
                .map((row, context) -> message(row))
                .findOne());
  }

  @Override
  public Optional<Message> messageInForce(MessageId id) {
    return reads.find(id);
  }

  @Override
  public Map<MessageId, Message> messagesInForce(Collection<MessageId> ids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(IN_FORCE)
                .bindArray("ids", UUID.class, ids.stream().map(MessageId::value).toArray())
                .map((row, context) -> message(row))
                .stream()
                .collect(Collectors.toMap(Message::id, Function.identity())));
  }

  @Override
  public Optional<Effect> effect(DeliveryId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select d.reference, (
                      select a.result from attempt a
                      where a.message = d.message and a.step = d.step and a.result is not null
                      order by a.number desc limit 1) as result
                    from delivery d where d.message = :message and d.step = :step
                    """)
                .bind("message", id.message().value())
                .bind("step", id.step())
                .map(
                    (row, context) ->
                        new Effect(
                            Optional.ofNullable(row.getString("reference")),
                            Optional.ofNullable(row.getString("result"))))
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

  private Message message(ResultSet row) throws SQLException {
    return new Message(
        new MessageId(row.getObject("id", UUID.class)),
        row.getString("flow"),
        row.getInt("landscape_version"),
        row.getString("sender"),
        row.getString("business_key"),
        Optional.ofNullable(row.getString("order_key")),
        row.getString("correlation_id"),
        Optional.ofNullable(row.getString("traceparent")),
        json.readTree(row.getBytes("payload")),
        row.getInt("version"));
  }
}
