package org.millrace.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.CaseState;
import org.millrace.journal.CaseRules.Ruling;
import org.millrace.message.Actor;

/** Cases over PostgreSQL: the case's row is locked, ruled on and written in one transaction. */
public final class PostgresCaseBook implements CaseBook {

  private static final String LOCK =
      """
      select number, version, state, members, resendable, assignee, snoozed_until, snoozed_members,
        ticket, tags
      from failure_case where number = :number for update
      """;

  private static final String WRITE =
      """
      update failure_case set version = version + 1, state = :state, assignee = :assignee,
        paused = paused + case when snoozed_at is not null and snoozed_until is distinct from :until
          then least(now(), snoozed_until) - snoozed_at else '0' end,
        snoozed_at = case when cast(:until as timestamptz) is null then null
          when snoozed_until is distinct from :until then now() else snoozed_at end,
        snoozed_until = :until, snoozed_members = :snoozed, ticket = :ticket, tags = :tags,
        changed_at = now(),
        acknowledged_at = case when :state <> 'NEW' then coalesce(acknowledged_at, now()) end,
        closed_at = case when :state = 'CLOSED' then coalesce(closed_at, now()) end,
        closed_by = case when :state = 'CLOSED' then coalesce(closed_by, :actor) end,
        solution = case when :closing then :reason else solution end
      where number = :number
      """;

  /** It asks instead of running into the index: there it would wait for who waits for the case. */
  private static final String ORDER =
      """
      insert into case_release (case_number, actor, reason, state, members)
      select :number, :actor, :reason, 'RUNNING', :members
      where not exists (
        select 1 from case_release where case_number = :number and state = 'RUNNING')
      """;

  private final Jdbi jdbi;

  public PostgresCaseBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Outcome change(
      long number, OptionalInt version, CaseChange change, Actor actor, @Nullable String reason) {
    return on(
        number,
        version,
        (handle, now) ->
            switch (CaseRules.rule(now, change)) {
              case Ruling.Refused refused -> new Outcome.Refused(refused.why());
              case Ruling.Made made -> write(handle, now, made, actor, reason);
            });
  }

  @Override
  public Outcome release(long number, OptionalInt version, Actor actor, String reason) {
    return on(
        number,
        version,
        (handle, now) -> {
          if (!now.resendable()) {
            return new Outcome.Refused(
                "What waits in case %d was taken by its target and is not sent again: settle it by hand, or close the case."
                    .formatted(number));
          }
          if (now.members() == 0) {
            return new Outcome.Refused(
                now.state().isOpen()
                    ? "Nothing waits in case " + number + "."
                    : "Case " + number + " is closed already.");
          }
          int ordered =
              handle
                  .createUpdate(ORDER)
                  .bind("number", number)
                  .bind("actor", actor.label())
                  .bind("reason", Columns.storable(reason))
                  .bind("members", now.members())
                  .execute();
          if (ordered == 0) {
            return new Outcome.Refused("Case " + number + " is being released already.");
          }
          CaseStanding next = now.in(CaseState.REPLAYING).snoozed(Optional.empty());
          Ruling.Made made =
              new Ruling.Made(next, "released", Optional.of(Integer.toString(now.members())));
          return write(handle, now, made, actor, reason);
        });
  }

  private interface Doing {
    Outcome with(Handle handle, CaseStanding now);
  }

  private Outcome on(long number, OptionalInt version, Doing doing) {
    return jdbi.inTransaction(
        handle -> {
          Optional<CaseStanding> now = lock(handle, number);
          if (now.isEmpty()) {
            return new Outcome.NotFound();
          }
          if (version.isPresent() && version.getAsInt() != now.get().version()) {
            return new Outcome.Refused(
                "Case %d has changed meanwhile: look at it again.".formatted(number));
          }
          return doing.with(handle, now.get());
        });
  }

  static Optional<CaseStanding> lock(Handle handle, long number) {
    return handle
        .createQuery(LOCK)
        .bind("number", number)
        .map((row, context) -> standing(row))
        .findOne();
  }

  private static CaseStanding standing(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime until = row.getObject("snoozed_until", OffsetDateTime.class);
    Optional<CaseStanding.Snooze> snooze =
        until == null
            ? Optional.empty()
            : Optional.of(
                new CaseStanding.Snooze(until.toInstant(), row.getInt("snoozed_members")));
    return new CaseStanding(
        row.getLong("number"),
        row.getInt("version"),
        CaseState.valueOf(row.getString("state")),
        row.getInt("members"),
        row.getBoolean("resendable"),
        Optional.ofNullable(row.getString("assignee")),
        snooze,
        Optional.ofNullable(row.getString("ticket")),
        tags(row));
  }

  private static List<String> tags(ResultSet row) throws SQLException {
    return Arrays.stream((Object[]) row.getArray("tags").getArray()).map(String::valueOf).toList();
  }

  /**
   * Who closes a case of what cannot be sent again has taken note of all of it. One that somebody
   * else is just moving is passed over: it leaves by itself, and waiting for it could be for ever.
   */
  private static void takeNote(Handle handle, long number) {
    handle
        .createUpdate(
            """
            update delivery d set case_number = null
            from (select message, step from delivery where case_number = :number
              for update skip locked) m
            where d.message = m.message and d.step = m.step
            """)
        .bind("number", number)
        .execute();
    handle
        .createUpdate("update failure_case set members = 0 where number = :number")
        .bind("number", number)
        .execute();
  }

  private static Outcome write(
      Handle handle, CaseStanding was, Ruling.Made made, Actor actor, @Nullable String reason) {
    CaseStanding next = made.next();
    if (!next.state().isOpen() && was.members() > 0) {
      takeNote(handle, was.number());
    }
    handle
        .createUpdate(WRITE)
        .bind("number", next.number())
        .bind("state", next.state().name())
        .bind("assignee", next.assignee().map(Columns::storable).orElse(null))
        .bind("until", next.snooze().map(CaseStanding.Snooze::until).orElse(null))
        .bind("snoozed", next.snooze().map(CaseStanding.Snooze::members).orElse(null))
        .bind("ticket", next.ticket().orElse(null))
        .bindArray("tags", String.class, next.tags())
        .bind("actor", actor.label())
        .bind("closing", was.state().isOpen() && !next.state().isOpen())
        .bind("reason", Columns.storable(reason))
        .execute();
    Database.with(
        handle,
        connection ->
            CaseEvents.write(
                connection,
                new CaseEvents.Event(
                    next.number(),
                    made.kind(),
                    Optional.of(was.state()),
                    next.state(),
                    made.value(),
                    actor,
                    reason)));
    return new Outcome.Changed(next.number(), next.state(), was.version() + 1, next.members());
  }
}
