package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.message.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/** What is in quarantine. Thread-safe; every call reads the journal. */
public final class QuarantineEntries {

  /** Most entries of one page. */
  public static final int MOST = 200;

  private static final int MOST_GROUPS = 200;
  private static final JsonMapper JSON = StrictJson.mapper();

  private static final String COLUMNS =
      """
      select number, channel, sender, operation, received_at, last_at, times, size, correlation_id,
        alike, code, title, detail, would_be_taken, state, message, ended_at, ended_by, ended_reason
      from quarantine
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final Cached<Integer> count;

  public QuarantineEntries(Jdbi jdbi, Supplier<Landscape> landscape, InstantSource clock) {
    this.reading = new Reading(jdbi);
    this.landscape = landscape;
    this.count = new Cached<>(Duration.ofSeconds(5), clock, this::count);
  }

  /**
   * What to look for; nothing means no condition.
   *
   * @param before only entries with a lesser number
   */
  public record Query(
      Optional<String> channel,
      Optional<UUID> alike,
      Optional<String> state,
      Optional<Long> before,
      int limit) {}

  /** The latest first. */
  public List<QuarantineEntry> page(Query query) {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                         where (:channel::text is null or channel = :channel)
                          and (:alike::uuid is null or alike = :alike::uuid)
                          and (:state::text is null or state = :state)
                          and (:before::bigint is null or number < :before)
                        order by number desc limit :limit
                        """)
                .bind("channel", query.channel())
                .bind("alike", query.alike().map(UUID::toString))
                .bind("state", query.state().map(s -> s.toUpperCase(Locale.ROOT)))
                .bindByType("before", query.before().orElse(null), Long.class)
                .bind("limit", query.limit())
                .map((row, context) -> entry(row))
                .list());
  }

  public Optional<QuarantineEntry> find(long number) {
    return reading.read(
        handle ->
            handle
                .createQuery(COLUMNS + " where number = :number")
                .bind("number", number)
                .map((row, context) -> entry(row))
                .findOne());
  }

  public Optional<QuarantineContent> content(long number) {
    return reading.read(
        handle ->
            handle
                .createQuery("select headers, body from quarantine where number = :number")
                .bind("number", number)
                .map(
                    (row, context) ->
                        new QuarantineContent(
                            JSON.readTree(row.getString("headers")), row.getBytes("body")))
                .findOne());
  }

  /** What waits, by reason, the largest group first. */
  public List<QuarantineGroup> groups() {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    """
                    select alike, channel, code, title, count(*) as documents,
                      count(*) filter (where would_be_taken) as taken,
                      min(received_at) as first_at, max(last_at) as last_at
                    from quarantine where state = 'WAITING'
                    group by alike, channel, code, title
                    order by documents desc, last_at desc limit :most
                    """)
                .bind("most", MOST_GROUPS)
                .map((row, context) -> group(row))
                .list());
  }

  /** How many wait, as known for at most five seconds. */
  public int waiting() {
    return count.get();
  }

  private int count() {
    return reading.read(
        handle ->
            handle
                .createQuery("select count(*) from quarantine where state = 'WAITING'")
                .mapTo(Integer.class)
                .one());
  }

  private QuarantineGroup group(ResultSet row) throws SQLException {
    return new QuarantineGroup(
        row.getObject("alike", UUID.class),
        row.getString("channel"),
        title(row.getString("channel")),
        word(row.getString("code")),
        row.getString("title"),
        row.getInt("documents"),
        row.getInt("taken"),
        Reading.instant(row, "first_at"),
        Reading.instant(row, "last_at"));
  }

  private QuarantineEntry entry(ResultSet row) throws SQLException {
    return new QuarantineEntry(
        row.getLong("number"),
        row.getString("channel"),
        title(row.getString("channel")),
        row.getString("sender"),
        Reading.text(row, "operation"),
        Reading.instant(row, "received_at"),
        Reading.instant(row, "last_at"),
        row.getInt("times"),
        row.getInt("size"),
        row.getString("correlation_id"),
        row.getObject("alike", UUID.class),
        row.getString("code"),
        row.getString("title"),
        row.getString("detail"),
        row.getBoolean("would_be_taken"),
        word(row.getString("state")),
        Optional.ofNullable(row.getObject("message", UUID.class)).map(UUID::toString),
        Reading.instantIfAny(row, "ended_at"),
        Reading.text(row, "ended_by"),
        Reading.text(row, "ended_reason"));
  }

  private static String word(String state) {
    return state.toLowerCase(Locale.ROOT);
  }

  private String title(String channel) {
    ChannelDefinition declared = landscape.get().channels().get(channel);
    return declared == null ? channel : declared.title();
  }
}
