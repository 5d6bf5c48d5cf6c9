package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.BatchRule;
import org.millrace.message.MessageId;

/** Batches over PostgreSQL. */
public final class PostgresBatches implements Batches {

  private static final String FILE =
      """
      insert into batch (id, key, sender, operation, at_least, percent, fingerprint, correlation_id,
        traceparent, callback, records, totals, body)
      values (:id, :key, :sender, :operation, :atLeast, :percent, :fingerprint, :correlationId,
        :traceparent, :callback, :records, :totals, :body)
      on conflict (id) do nothing
      """;

  private static final String OPEN =
      """
      select id, key, sender, operation, at_least, percent, fingerprint, correlation_id,
        traceparent, callback, records, totals, done, body
      from batch where state = 'OPEN' order by number limit 1
      """;

  /** Counts what has its outcome now; idempotent, should the answer to a commit have got lost. */
  private static final String ADVANCE =
      """
      with counted as (
        select count(*) filter (where outcome = 'TAKEN') as taken,
          count(*) filter (where outcome = 'REPEATED') as repeated,
          count(*) filter (where outcome = 'REFUSED') as refused
        from batch_record where batch = :id and index >= :from and index < :done
      )
      update batch set done = :done, taken = batch.taken + counted.taken,
        repeated = batch.repeated + counted.repeated, refused = batch.refused + counted.refused,
        state = case when :done < records then 'OPEN'
          when batch.taken + batch.repeated + counted.taken + counted.repeated = 0 then 'REFUSED'
          else 'TAKEN' end,
        reason = case when :done < records
            or batch.taken + batch.repeated + counted.taken + counted.repeated > 0 then null
          else coalesce(:reason, 'No record was fit.') end,
        ended_at = case when :done < records then null else now() end
      from counted where id = :id and done = :from
      """;

  /** Batches that are forgotten in one transaction; each may have ten thousands of records. */
  private static final int MOST_FORGOTTEN = 20;

  private final Jdbi jdbi;

  public PostgresBatches(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Filing file(Filed batch, byte[] body) {
    return jdbi.inTransaction(
        handle -> {
          if (insert(handle, batch, body)) {
            return new Filing.New();
          }
          UUID there =
              handle
                  .createQuery("select fingerprint from batch where id = :id")
                  .bind("id", batch.id())
                  .mapTo(UUID.class)
                  .one();
          return there.equals(batch.fingerprint()) ? new Filing.Again() : new Filing.OtherContent();
        });
  }

  private static boolean insert(Handle handle, Filed batch, byte[] body) {
    return handle
            .createUpdate(FILE)
            .bind("id", batch.id())
            .bind("key", batch.key())
            .bind("sender", batch.sender())
            .bind("operation", batch.operation())
            .bind("atLeast", batch.rule().atLeast())
            .bind("percent", batch.rule().percent())
            .bind("fingerprint", batch.fingerprint())
            .bind("correlationId", batch.correlationId())
            .bind("traceparent", batch.traceparent())
            .bind("callback", batch.callback())
            .bind("records", batch.records())
            .bind("totals", batch.totals().map(Columns::storable))
            .bind("body", body)
            .execute()
        == 1;
  }

  @Override
  public Optional<Open> oldestOpen() {
    return jdbi.withHandle(
        handle -> handle.createQuery(OPEN).map((row, context) -> open(row)).findOne());
  }

  private static Open open(ResultSet row) throws SQLException {
    Filed filed =
        new Filed(
            row.getObject("id", UUID.class),
            row.getString("key"),
            row.getString("sender"),
            row.getString("operation"),
            new BatchRule(row.getInt("at_least"), row.getBigDecimal("percent")),
            row.getObject("fingerprint", UUID.class),
            row.getString("correlation_id"),
            Optional.ofNullable(row.getString("traceparent")),
            Optional.ofNullable(row.getString("callback")),
            row.getInt("records"),
            Optional.ofNullable(row.getString("totals")));
    return new Open(filed, row.getInt("done"), row.getBytes("body"));
  }

  @Override
  public boolean isEnded(UUID batch) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select ended_at is not null from batch where id = :id")
                .bind("id", batch)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  @Override
  public Optional<byte[]> body(UUID batch) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select body from batch where id = :id and body is not null")
                .bind("id", batch)
                .mapTo(byte[].class)
                .findOne());
  }

  @Override
  public int forget(int days) {
    return jdbi.inTransaction(
        handle -> {
          List<UUID> old =
              handle
                  .createQuery(
                      """
                      select id from batch where ended_at < now() - make_interval(days => :days)
                      order by number limit :most
                      """)
                  .bind("days", days)
                  .bind("most", MOST_FORGOTTEN)
                  .mapTo(UUID.class)
                  .list();
          for (String sql :
              List.of(
                  "delete from batch_record where batch = any(:old)",
                  "delete from batch where id = any(:old)")) {
            handle.createUpdate(sql).bindArray("old", UUID.class, old).execute();
          }
          return old.size();
        });
  }

  @Override
  public int open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from batch where state = 'OPEN'")
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public Map<Integer, MessageId> taken(UUID batch, int from) {
    return jdbi.withHandle(
        handle -> {
          Map<Integer, MessageId> taken = new HashMap<>();
          handle
              .createQuery(
                  """
                  select index, message from batch_record
                  where batch = :batch and index >= :from and outcome = 'TAKEN'
                  """)
              .bind("batch", batch)
              .bind("from", from)
              .map(
                  (row, context) ->
                      Map.entry(
                          row.getInt("index"), new MessageId(row.getObject("message", UUID.class))))
              .forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
          return taken;
        });
  }

  @Override
  public void record(UUID batch, List<Outcome> outcomes, int done, Optional<String> refusal) {
    jdbi.useTransaction(
        handle -> {
          int from =
              handle
                  .createQuery("select done from batch where id = :id for update")
                  .bind("id", batch)
                  .mapTo(Integer.class)
                  .one();
          if (from >= done) {
            return;
          }
          try {
            BatchRows.others(handle.getConnection(), batch, outcomes);
          } catch (SQLException e) {
            throw new ConnectionException(e);
          }
          handle
              .createUpdate(ADVANCE)
              .bind("id", batch)
              .bind("from", from)
              .bind("done", done)
              .bind("reason", refusal)
              .execute();
        });
  }

  @Override
  public int forgetBodies(int days) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update batch set body = null
                    where body is not null and ended_at < now() - make_interval(days => :days)
                    """)
                .bind("days", days)
                .execute());
  }
}
