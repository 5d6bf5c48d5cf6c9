package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.millrace.message.DeliveryId;

/** What was let go before and was not sent since. */
final class LetGoRows {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String BEFORE =
      """
      select message, step, flow, system, lane, state, attempts, tries, callback, sequence, due_at,
        changed_at
      from delivery d
      where state in ('READY','HELD') and (message, step) > (:message, :step)
        and exists (select 1 from transition t
          where t.message = d.message and t.step = d.step and t.to_state = d.state)
      order by message, step limit :limit
      """;

  private LetGoRows() {}

  static Waits.Look before(Handle handle, Optional<DeliveryId> after) {
    List<Work> works =
        handle
            .createQuery(BEFORE)
            .bind("message", after.map(id -> id.message().value()).orElse(BEFORE_ALL))
            .bind("step", after.map(DeliveryId::step).orElse(0))
            .bind("limit", Waits.MOST_AT_ONCE)
            .map((row, context) -> PostgresDeliveryQueue.work(row))
            .list();
    boolean more = works.size() == Waits.MOST_AT_ONCE;
    return new Waits.Look(works, more ? Optional.of(works.getLast().id()) : Optional.empty());
  }
}
