package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.CaseState;
import org.millrace.landscape.FailureRule;
import org.millrace.landscape.Landscape;

/** The cases that wait for a decision. Thread-safe; every call reads the journal. */
public final class Cases {

  /** Cases in a list; of open ones those opened last are left out, of closed ones the oldest. */
  static final int MOST = 200;

  /** Similar cases and releases that are shown of one. */
  private static final int MOST_SHOWN = 10;

  /** Put aside, and neither is the time over nor has it grown out of proportion. */
  static final String SNOOZED =
      "coalesce(c.snoozed_until > :now and c.members < %d * greatest(c.snoozed_members, 1), false)"
          .formatted(CaseState.GROWN);

  private static final String CASES =
      """
      select c.*, %1$s as snoozed, extract(epoch from c.paused) as paused_seconds,
        r.id as release_id, r.ordered_at, r.actor as release_actor, r.reason as release_reason,
        r.state as release_state, r.members as release_members, r.released, r.reached, r.failed,
        (select o.message from delivery o
          where o.case_number = c.number
          order by o.message limit 1) as oldest,
        case when c.failure_class = 'OUTAGE' and not c.resendable
          then (select count(*) from (
            select 1 from delivery w where w.%2$s and w.state = 'READY' and w.system = c.system
              and c.closed_at is null limit %3$d) counted)
          else (select count(*) from (
            select 1 from delivery w where w.%2$s and w.state = 'READY' and w.lane in (
              select distinct l.lane from delivery l
              where l.case_number = c.number and l.state = 'NEEDS_PERSON' limit %3$d)
            limit %3$d) counted)
          end as behind
      from failure_case c
      left join lateral (
        select * from case_release latest where latest.case_number = c.number
        order by latest.id desc limit 1) r on true
      """
          .formatted(SNOOZED, Reading.OPEN, Lanes.MOST_BEHIND);

  private static final String LIST =
      CASES
          + """
          where c.number in (
            select c.number from failure_case c
            where (:closed or c.closed_at is null) and c.state = any(:states)
              and (cast(:assignee as text) is null or c.assignee = :assignee)
              and (not :unassigned or c.assignee is null)
              and (cast(:tag as text) is null or :tag = any(c.tags))
              and (cast(:system as text) is null or c.system = :system)
              and (cast(:flow as text) is null or c.flow = :flow)
              and (cast(:code as text) is null or c.code = :code)
              and (cast(:snoozed as boolean) is null or %s = :snoozed)
            order by case when :closed then c.closed_at end desc nulls first, c.opened_at
            limit :limit)
          order by c.closed_at desc nulls first, c.opened_at, c.number
          """
              .formatted(SNOOZED);

  private static final String ONE = CASES + " where c.number = :number";

  private static final String SIMILAR =
      """
      select o.number, o.flow, o.system, o.code, o.closed_at, o.closed_by, o.solution,
        o.pattern = c.pattern and c.pattern <> '' as same_error
      from failure_case c join failure_case o on o.closed_at is not null and o.number <> c.number
        and (o.code = c.code or (c.pattern <> '' and o.pattern = c.pattern))
      where c.number = :number
      order by same_error desc, o.closed_at desc limit :limit
      """;

  private static final String RELEASES =
      """
      select ordered_at, actor as release_actor, reason as release_reason, state as release_state,
        members as release_members, released, reached, failed
      from case_release where case_number = :number order by id desc limit :limit
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final InstantSource clock;

  public Cases(Jdbi jdbi, Supplier<Landscape> landscape, InstantSource clock) {
    reading = new Reading(jdbi);
    this.landscape = landscape;
    this.clock = clock;
  }

  /** Open ones oldest first; if closed ones are asked for, these come last, the latest first. */
  public List<CaseItem> list(CaseQuery query) {
    return reading.read(
        handle ->
            handle
                .createQuery(LIST)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("closed", query.states().contains(CaseState.CLOSED))
                .bindArray("states", String.class, query.states().stream().map(Enum::name).toList())
                .bind("assignee", query.assignee().orElse(null))
                .bind("unassigned", query.unassigned())
                .bind("tag", query.tag().orElse(null))
                .bind("system", query.system().orElse(null))
                .bind("flow", query.flow().orElse(null))
                .bind("code", query.code().orElse(null))
                .bind("snoozed", query.snoozed().orElse(null))
                .bind("limit", MOST)
                .map((rs, context) -> item(rs))
                .list());
  }

  /** One, open or closed. */
  public Optional<CaseDetail> find(long number) {
    return reading.read(
        handle ->
            handle
                .createQuery(ONE)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("number", number)
                .map((rs, context) -> item(rs))
                .findOne()
                .map(item -> detail(handle, item)));
  }

  private CaseDetail detail(Handle handle, CaseItem item) {
    Landscape inForce = landscape.get();
    return new CaseDetail(
        item,
        hint(inForce, item),
        Optional.ofNullable(inForce.runbooks().get(item.code())),
        similar(handle, item.number()),
        handle
            .createQuery(RELEASES)
            .bind("number", item.number())
            .bind("limit", MOST_SHOWN)
            .map((rs, context) -> release(rs))
            .list(),
        CaseHistories.of(handle, item.number()));
  }

  private static Optional<String> hint(Landscape landscape, CaseItem item) {
    return Optional.ofNullable(landscape.system(item.system())).stream()
        .flatMap(system -> system.failures().stream())
        .filter(rule -> rule.code().equals(item.code()))
        .map(FailureRule::hint)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<CaseDetail.Similar> similar(Handle handle, long number) {
    return handle
        .createQuery(SIMILAR)
        .bind("number", number)
        .bind("limit", MOST_SHOWN)
        .map(
            (rs, context) ->
                new CaseDetail.Similar(
                    rs.getLong("number"),
                    title(rs),
                    rs.getString("flow"),
                    rs.getString("system"),
                    rs.getBoolean("same_error"),
                    Reading.instant(rs, "closed_at"),
                    Reading.text(rs, "closed_by"),
                    Reading.text(rs, "solution")))
        .list();
  }

  private CaseItem item(ResultSet rs) throws SQLException {
    String flow = rs.getString("flow");
    Instant openedAt = Reading.instant(rs, "opened_at");
    Instant since = Reading.instantIfAny(rs, "reopened_at").orElse(openedAt);
    boolean hasMembers = rs.getObject("oldest") != null;
    return new CaseItem(
        rs.getLong("number"),
        title(rs),
        flow,
        rs.getString("system"),
        Words.kebab(rs.getString("failure_class")),
        rs.getString("code"),
        rs.getString("pattern"),
        rs.getBoolean("collecting"),
        Words.kebab(rs.getString("owner")),
        Words.kebab(rs.getString("state")),
        rs.getInt("version"),
        rs.getLong("members"),
        rs.getLong("behind"),
        openedAt,
        hasMembers ? Reading.message(rs, "oldest").acceptedAt() : openedAt,
        since.plus(landscape.get().criticalityOf(flow).due()),
        Words.withoutStatus(rs.getString("detail")),
        rs.getBoolean("needs_approval"),
        rs.getBoolean("resendable"),
        Reading.text(rs, "release_on"),
        Reading.text(rs, "assignee"),
        rs.getBoolean("snoozed") ? Reading.instantIfAny(rs, "snoozed_until") : Optional.empty(),
        Reading.text(rs, "ticket"),
        tags(rs),
        rs.getInt("reopened"),
        Reading.instantIfAny(rs, "closed_at"),
        Reading.text(rs, "closed_by"),
        Reading.text(rs, "solution"),
        Escalations.of(rs, landscape.get().criticalityOf(flow), since),
        Reading.longIfAny(rs, "release_id").isPresent()
            ? Optional.of(release(rs))
            : Optional.empty());
  }

  private static String title(ResultSet rs) throws SQLException {
    return rs.getString("code") + " at " + rs.getString("system");
  }

  private static List<String> tags(ResultSet rs) throws SQLException {
    @Nullable Object[] tags = (@Nullable Object[]) rs.getArray("tags").getArray();
    return Arrays.stream(tags).map(String::valueOf).toList();
  }

  private static CaseItem.Release release(ResultSet rs) throws SQLException {
    return new CaseItem.Release(
        Reading.instant(rs, "ordered_at"),
        rs.getString("release_actor"),
        rs.getString("release_reason"),
        Words.kebab(rs.getString("release_state")),
        rs.getInt("release_members"),
        rs.getInt("released"),
        Reading.intIfAny(rs, "reached"),
        Reading.intIfAny(rs, "failed"));
  }
}
