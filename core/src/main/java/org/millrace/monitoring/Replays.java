package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.millrace.journal.ReplayPrediction;
import org.millrace.journal.ReplayState;

/** Replay plans as people follow them. Thread-safe; every call reads the journal. */
public final class Replays {

  /** Plans in a list, the newest first. */
  private static final int MOST = 50;

  /** Most entries of one page. */
  public static final int MOST_ENTRIES = 500;

  private static final String COUNTED =
      """
      select p.*, c.* from replay_plan p cross join lateral (
        select count(*) filter (where e.prediction = 'WOULD_POST')::int as would_post,
          count(*) filter (where e.prediction = 'DUPLICATE')::int as duplicate,
          count(*) filter (where e.prediction = 'STILL_FAILS')::int as still_fails,
          count(*) filter (where e.prediction = 'BLOCKED_BY')::int as blocked_by,
          count(*) filter (where e.prediction = 'WOULD_POST' and e.outcome is null)::int as to_go,
          count(*) filter (where e.outcome = 'UNDER_WAY')::int as going,
          count(*) filter (where e.outcome = 'VERIFIED')::int as verified,
          count(*) filter (where e.outcome = 'TAKEN')::int as taken,
          count(*) filter (where e.outcome = 'FAILED')::int as failed,
          count(*) filter (where e.outcome = 'CHANGED')::int as changed
        from replay_entry e where e.plan = p.number) c
      """;

  private final Reading reading;

  public Replays(Jdbi jdbi) {
    reading = new Reading(jdbi);
  }

  /** The newest plans, of a case and in a state if these are given. */
  public List<ReplayView> newest(Optional<Long> caseNumber, Optional<ReplayState> state) {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    COUNTED
                        + """
                        where (:case::bigint is null or p.case_number = :case)
                          and (:state::text is null or p.state = :state)
                        order by p.number desc limit :most
                        """)
                .bind("case", caseNumber.orElse(null))
                .bind("state", state.map(Enum::name))
                .bind("most", MOST)
                .map((row, context) -> view(row))
                .list());
  }

  public Optional<ReplayView> find(long number) {
    return reading.read(
        handle ->
            handle
                .createQuery(COUNTED + "where p.number = :number")
                .bind("number", number)
                .map((row, context) -> view(row))
                .findOne());
  }

  /**
   * What to look for; nothing means no condition.
   *
   * @param outcome as it is shown; {@code to-go} for those whose turn is still to come
   * @param after position of the last one seen
   */
  public record Query(
      Optional<ReplayPrediction> prediction, Optional<String> outcome, int after, int limit) {}

  /** Entries of a plan in the order in which they go. */
  public List<ReplayView.Entry> entries(long number, Query query) {
    return reading.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from replay_entry
                    where plan = :plan and position > :after
                      and (:prediction::text is null or prediction = :prediction)
                      and (:outcome::text is null or outcome = :outcome
                        or (:outcome = 'TO_GO' and outcome is null and prediction = 'WOULD_POST'))
                    order by position limit :limit
                    """)
                .bind("plan", number)
                .bind("after", query.after())
                .bind("prediction", query.prediction().map(Enum::name))
                .bind("outcome", query.outcome().map(Replays::stored))
                .bind("limit", query.limit())
                .map((row, context) -> entry(row))
                .list());
  }

  private static ReplayView view(ResultSet row) throws SQLException {
    return new ReplayView(
        row.getLong("number"),
        shown(row.getString("mode")),
        shown(row.getString("state")),
        Reading.text(row, "why"),
        new ReplayView.Scope(
            Reading.longIfAny(row, "case_number"),
            Reading.text(row, "flow"),
            Reading.text(row, "system"),
            Reading.text(row, "key_prefix"),
            Reading.instantIfAny(row, "since"),
            Reading.instantIfAny(row, "until")),
        row.getInt("rate"),
        row.getInt("under_way"),
        row.getInt("stop_after"),
        row.getString("planned_by"),
        Reading.instant(row, "planned_at"),
        row.getString("reason"),
        row.getBoolean("four_eyes"),
        Reading.text(row, "hash"),
        Reading.intIfAny(row, "landscape"),
        Arrays.stream((Object[]) row.getArray("warnings").getArray()).map(String::valueOf).toList(),
        new ReplayView.Forecast(
            row.getInt("would_post"),
            row.getInt("duplicate"),
            row.getInt("still_fails"),
            row.getInt("blocked_by")),
        Reading.text(row, "approved_by"),
        Reading.instantIfAny(row, "approved_at"),
        Reading.text(row, "approval"),
        Reading.instantIfAny(row, "started_at"),
        Reading.instantIfAny(row, "ended_at"),
        new ReplayView.Progress(
            row.getInt("to_go"),
            row.getInt("going"),
            row.getInt("verified"),
            row.getInt("taken"),
            row.getInt("failed"),
            row.getInt("changed")));
  }

  private static ReplayView.Entry entry(ResultSet row) throws SQLException {
    String message = row.getString("message");
    return new ReplayView.Entry(
        row.getInt("position"),
        message + ":" + row.getInt("step"),
        message,
        row.getString("business_key"),
        row.getString("flow"),
        row.getString("system"),
        row.getString("state"),
        shown(row.getString("prediction")),
        row.getBoolean("asks"),
        row.getString("reason"),
        row.getString("blocker_message") == null
            ? Optional.empty()
            : Optional.of(row.getString("blocker_message") + ":" + row.getInt("blocker_step")),
        outcome(row));
  }

  private static Optional<String> outcome(ResultSet row) throws SQLException {
    return Reading.text(row, "outcome").map(Replays::shown);
  }

  private static String shown(String stored) {
    return stored.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String stored(String shown) {
    return shown.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
