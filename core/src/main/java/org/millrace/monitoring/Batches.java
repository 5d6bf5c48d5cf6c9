package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.BatchRule;
import org.millrace.message.DeliveryState;
import org.millrace.message.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/** Batches as their senders and people follow them. Thread-safe; every call reads the journal. */
public final class Batches {

  /** Most entries of one page. */
  public static final int MOST = 1_000;

  private static final JsonMapper JSON = StrictJson.mapper();

  private static final String COLUMNS =
      """
      select id, number, key, sender, operation, at_least, percent, state, reason, received_at,
        ended_at, records, done, taken, repeated, refused, totals from batch
      """;

  /** A delivery's place in {@link StateGroup#URGENCY}, in SQL. */
  private static final String URGENCY =
      IntStream.range(0, StateGroup.URGENCY.size())
          .mapToObj(i -> "when '%s' then %d".formatted(StateGroup.URGENCY.get(i), i))
          .collect(Collectors.joining(" ", "case d.state ", " end"));

  private final Reading reading;

  public Batches(Jdbi jdbi) {
    reading = new Reading(jdbi);
  }

  /** What to look for; nothing means no condition. */
  public record Query(Optional<String> sender, Optional<String> state, int limit) {}

  /** The latest batches first. */
  public List<BatchView> latest(Query query) {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                         where (:sender::text is null or sender = :sender)
                          and (:state::text is null or state = :state)
                        order by number desc limit :limit
                        """)
                .bind("sender", query.sender())
                .bind("state", query.state().map(s -> s.toUpperCase(Locale.ROOT)))
                .bind("limit", query.limit())
                .map((row, context) -> view(handle, row))
                .list());
  }

  public Optional<BatchView> find(UUID id) {
    return reading.read(
        handle ->
            handle
                .createQuery(COLUMNS + " where id = :id")
                .bind("id", id)
                .map((row, context) -> view(handle, row))
                .findOne());
  }

  private static BatchView view(Handle handle, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    int records = row.getInt("records");
    int open = records - row.getInt("done");
    BatchView.Messages messages = messages(handle, id, row.getInt("done"));
    return new BatchView(
        id,
        row.getString("key"),
        row.getString("sender"),
        row.getString("operation"),
        new BatchRule(row.getInt("at_least"), row.getBigDecimal("percent")).label(),
        row.getString("state").toLowerCase(Locale.ROOT),
        Reading.text(row, "reason"),
        Reading.instant(row, "received_at"),
        Reading.instantIfAny(row, "ended_at"),
        records,
        row.getInt("taken"),
        row.getInt("repeated"),
        row.getInt("refused"),
        open,
        messages,
        Reading.text(row, "totals").map(Batches::totals),
        open == 0 && messages.needsPerson() + messages.waiting() + messages.moving() == 0);
  }

  private static BatchView.Totals totals(String differences) {
    var list = JSON.readTree(differences);
    return new BatchView.Totals(list.isEmpty(), list);
  }

  /** Of records that have their outcome, so that all numbers of a batch are of one moment. */
  private static BatchView.Messages messages(Handle handle, UUID id, int done) {
    Map<Integer, Integer> byUrgency =
        handle
            .createQuery(
                """
                select urgency, count(*) as records from (
                  select r.index, coalesce(min(%s), :confirmed) as urgency
                  from batch_record r left join delivery d on d.message = r.message
                  where r.batch = :id and r.index < :done and r.message is not null
                  group by r.index
                ) of_record group by urgency
                """
                    .formatted(URGENCY))
            .bind("id", id)
            .bind("done", done)
            .bind("confirmed", StateGroup.URGENCY.indexOf(DeliveryState.CONFIRMED))
            .map((row, context) -> Map.entry(row.getInt("urgency"), row.getInt("records")))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new BatchView.Messages(
        sum(byUrgency, DeliveryState.NEEDS_PERSON),
        sum(byUrgency, DeliveryState.IN_DOUBT, DeliveryState.HELD, DeliveryState.BLOCKED),
        sum(byUrgency, DeliveryState.RETRY_AT, DeliveryState.IN_FLIGHT, DeliveryState.READY),
        sum(byUrgency, DeliveryState.DELIVERED),
        sum(byUrgency, DeliveryState.SETTLED_BY_HAND, DeliveryState.CONFIRMED),
        sum(byUrgency, DeliveryState.REJECTED, DeliveryState.CANCELLED, DeliveryState.SKIPPED));
  }

  private static int sum(Map<Integer, Integer> byUrgency, DeliveryState... states) {
    return Arrays.stream(states)
        .mapToInt(state -> byUrgency.getOrDefault(StateGroup.URGENCY.indexOf(state), 0))
        .sum();
  }

  /**
   * Records in the order of their index.
   *
   * @param outcome taken, repeated or refused; nothing means all
   * @param from the first index
   */
  public List<BatchRecord> records(UUID id, Optional<String> outcome, int from, int limit) {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    """
                    select r.index, r.key, r.outcome, r.message, r.code, r.detail, r.errors,
                      (select min(%s) from delivery d where d.message = r.message) as urgency
                    from batch_record r join batch b on b.id = r.batch
                    where r.batch = :id and r.index >= :from and r.index < b.done
                      and (:outcome::text is null or r.outcome = :outcome)
                    order by r.index limit :limit
                    """
                        .formatted(URGENCY))
                .bind("id", id)
                .bind("from", from)
                .bind("outcome", outcome.map(o -> o.toUpperCase(Locale.ROOT)))
                .bind("limit", limit)
                .map((row, context) -> record(row))
                .list());
  }

  private static BatchRecord record(ResultSet row) throws SQLException {
    return new BatchRecord(
        row.getInt("index"),
        Reading.text(row, "key"),
        row.getString("outcome").toLowerCase(Locale.ROOT),
        row.getObject("message") == null
            ? Optional.empty()
            : Optional.of(Reading.message(row, "message")),
        Reading.intIfAny(row, "urgency").map(StateGroup.URGENCY::get),
        row.getString("code") == null
            ? Optional.empty()
            : Optional.of(
                new BatchRecord.Refusal(
                    row.getString("code"),
                    row.getString("detail"),
                    JSON.readTree(row.getString("errors")))));
  }
}
