package org.millrace.journal;

import org.jdbi.v3.core.Handle;
import org.millrace.failure.Owner;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** Makes a case of deliveries that have waited for longer than was declared. */
final class OverdueRows {

  /**
   * What waits for a number stays {@code BLOCKED}: as the head of its lane it would stand in the
   * way of the very message that is missing.
   */
  private static final String NUMBER =
      """
      with late as (
        update awaited set due_at = null
        where message = :message and step = :step and kind = 'SEQUENCE' returning message, step
      ), joined as (
        insert into failure_case (fingerprint, flow, system, step, failure_class, code, detail,
          owner, needs_approval, members, opened_at, changed_at)
        select concat_ws('|', d.flow, d.system, d.step, 'DATA_QUALITY', 'sequence-gap'), d.flow,
          d.system, d.step, 'DATA_QUALITY', 'sequence-gap',
          'An earlier message of the same key has not come', :owner, false, 1, now(), now()
        from delivery d join late using (message, step) where d.state = 'BLOCKED'
        on conflict (fingerprint) where closed_at is null
        do update set members = failure_case.members + 1, changed_at = now()
        returning number
      ), told as (
        update delivery d set case_number = joined.number, changed_at = now()
        from joined where d.message = :message and d.step = :step
        returning d.message, d.step
      )
      insert into transition (message, step, at, from_state, to_state, cause, actor)
      select message, step, now(), 'BLOCKED', 'BLOCKED', 'patience-ended', :actor from told
      """;

  private static final String OBJECT =
      """
      with late as (
        update awaited set due_at = null
        where message = :message and step = :step and kind = 'OBJECT'
        returning message, step, flow, subject
      ), joined as (
        insert into failure_case (fingerprint, flow, system, step, failure_class, code, detail,
          owner, needs_approval, members, opened_at, changed_at)
        select concat_ws('|', d.flow, d.system, d.step, 'DATA_QUALITY', 'awaits-object'), d.flow,
          d.system, d.step, 'DATA_QUALITY', 'awaits-object',
          'What it needs has not had its effect there: ' || min(late.flow), :owner, false, 1, now(),
          now()
        from delivery d join late using (message, step) where d.state = 'HELD'
        group by d.flow, d.system, d.step
        on conflict (fingerprint) where closed_at is null
        do update set members = failure_case.members + 1, changed_at = now()
        returning number
      ), told as (
        update delivery d set state = 'NEEDS_PERSON', case_number = joined.number,
          changed_at = now()
        from joined where d.message = :message and d.step = :step
        returning d.message, d.step
      )
      insert into transition (message, step, at, from_state, to_state, cause, actor)
      select message, step, now(), 'HELD', 'NEEDS_PERSON', 'patience-ended', :actor from told
      """;

  private OverdueRows() {}

  static void numberIsMissing(Handle handle, DeliveryId id) {
    execute(handle, NUMBER, id);
  }

  static void objectIsMissing(Handle handle, DeliveryId id) {
    execute(handle, OBJECT, id);
  }

  private static void execute(Handle handle, String sql, DeliveryId id) {
    handle
        .createUpdate(sql)
        .bind("message", id.message().value())
        .bind("step", id.step())
        .bind("owner", Owner.BUSINESS_SUPPORT.name())
        .bind("actor", Actor.PLATFORM.label())
        .execute();
  }
}
