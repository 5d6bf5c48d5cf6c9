package org.millrace.journal;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.millrace.failure.CaseState;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** What becomes of a case when a person takes one member out of it. */
final class CaseDepartures {

  private static final String LEAVE =
      """
      update failure_case set members = members - 1, changed_at = now()
      where number = :case and closed_at is null
      returning members, state
      """;

  private static final String RELEASE_ONE =
      """
      with ordered as (
        insert into case_release (case_number, actor, reason, state, members, released)
        values (:case, :actor, :reason, 'AWAITING', 1, 1) returning id
      )
      update delivery d set release = ordered.id from ordered
      where d.message = :message and d.step = :step
      """;

  private static final String MOVE_ON =
      """
      update failure_case set state = :state, version = version + 1, changed_at = now(),
        snoozed_until = null, snoozed_members = null,
        closed_at = case when :state = 'CLOSED' then now() end,
        closed_by = case when :state = 'CLOSED' then :actor end,
        solution = case when :state = 'CLOSED' then :reason else solution end
      where number = :case
      """;

  private record Left(int members, CaseState state) {}

  private final Handle handle;
  private final long number;
  private final Actor actor;
  private final String reason;

  CaseDepartures(Handle handle, long number, Actor actor, String reason) {
    this.handle = handle;
    this.number = number;
    this.actor = actor;
    this.reason = String.valueOf(Columns.storable(reason));
  }

  /** It goes again: its case waits for what becomes of it. */
  void released(DeliveryId id) {
    handle
        .createUpdate(RELEASE_ONE)
        .bind("case", number)
        .bind("actor", actor.label())
        .bind("reason", reason)
        .bind("message", id.message().value())
        .bind("step", id.step())
        .execute();
    leave().ifPresent(left -> moveOn(left, CaseState.REPLAYING, "released"));
  }

  /** It was ended by hand: with the last one the case ends, unless some are under way again. */
  void ended() {
    leave()
        .filter(left -> !isReleasing())
        .ifPresent(left -> moveOn(left, CaseState.CLOSED, "closed"));
  }

  /** The case, if that was its last member. */
  private Optional<Left> leave() {
    return handle
        .createQuery(LEAVE)
        .bind("case", number)
        .map((row, c) -> new Left(row.getInt(1), CaseState.valueOf(row.getString(2))))
        .findOne()
        .filter(left -> left.members() == 0);
  }

  private boolean isReleasing() {
    return handle
        .createQuery(
            "select exists (select 1 from case_release where case_number = :case and state <>"
                + " 'DONE')")
        .bind("case", number)
        .mapTo(Boolean.class)
        .one();
  }

  private void moveOn(Left left, CaseState next, String kind) {
    handle
        .createUpdate(MOVE_ON)
        .bind("case", number)
        .bind("state", next.name())
        .bind("actor", actor.label())
        .bind("reason", reason)
        .execute();
    Database.with(
        handle,
        connection ->
            CaseEvents.write(
                connection,
                new CaseEvents.Event(
                    number,
                    kind,
                    Optional.of(left.state()),
                    next,
                    Optional.empty(),
                    actor,
                    reason)));
  }
}
