package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.message.MessageId;

/** The cases that wait for a decision. Thread-safe; every call reads the journal. */
public final class Cases {

  /** Open cases in the list; those opened last are left out beyond it. */
  static final int MOST = 200;

  private static final String CASES =
      """
      select c.number, c.flow, c.system, c.failure_class, c.code, c.owner, c.members, c.opened_at,
        c.detail, c.needs_approval, c.release_on, c.closed_at,
        (select min(cast(o.message as text)) from delivery o
          where o.case_number = c.number and o.state = 'NEEDS_PERSON') as oldest,
        (select count(*) from (
          select 1 from delivery w where w.%s and w.state = 'READY' and w.lane in (
            select distinct l.lane from delivery l
            where l.case_number = c.number and l.state = 'NEEDS_PERSON' limit %d)
          limit %d) counted) as behind
      from failure_case c
      where case when :number = 0 then c.closed_at is null else c.number = :number end
      order by c.opened_at limit :limit
      """
          .formatted(Reading.OPEN, Lanes.MOST_BEHIND, Lanes.MOST_BEHIND);

  private final Reading reading;

  public Cases(Jdbi jdbi) {
    reading = new Reading(jdbi);
  }

  /** The open ones, oldest first. */
  public List<CaseItem> open() {
    return reading.read(handle -> read(handle, OptionalLong.empty()));
  }

  /** One, open or closed. */
  public Optional<CaseItem> find(long number) {
    return reading.read(handle -> read(handle, OptionalLong.of(number)).stream().findFirst());
  }

  private static List<CaseItem> read(Handle handle, OptionalLong number) {
    return handle
        .createQuery(CASES)
        .bind("number", number.orElse(0))
        .bind("limit", MOST)
        .map((rs, context) -> item(rs))
        .list();
  }

  private static CaseItem item(ResultSet rs) throws SQLException {
    String system = rs.getString("system");
    String code = rs.getString("code");
    Instant openedAt = Reading.instant(rs, "opened_at");
    @Nullable String oldest = rs.getString("oldest");
    return new CaseItem(
        rs.getLong("number"),
        code + " at " + system,
        rs.getString("flow"),
        system,
        Words.kebab(rs.getString("failure_class")),
        code,
        Words.kebab(rs.getString("owner")),
        Reading.instantIfAny(rs, "closed_at").isPresent() ? "closed" : "new",
        rs.getLong("members"),
        rs.getLong("behind"),
        openedAt,
        oldest == null ? openedAt : new MessageId(UUID.fromString(oldest)).acceptedAt(),
        Words.withoutStatus(rs.getString("detail")),
        rs.getBoolean("needs_approval"),
        Reading.text(rs, "release_on"));
  }
}
