package org.millrace.app;

import java.util.List;
import org.millrace.delivery.DeliveryEngine;
import org.millrace.delivery.RecentMessages;
import org.millrace.journal.Draft;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Work;
import org.millrace.telemetry.Changes;

/** Hands what was accepted over to the engine, in memory and in order. */
record HandOver(RecentMessages recent, DeliveryEngine engine, WaitingSide waits, Changes changes)
    implements PostgresInbox.Listener {

  @Override
  public void accepted(List<PostgresInbox.Accepted> messages) {
    messages.forEach(accepted -> recent.remember(accepted.message()));
    List<Work> open = messages.stream().flatMap(m -> m.open().stream()).toList();
    engine.appended(open);
    messages.forEach(accepted -> hint(accepted.draft()));
    messages.forEach(accepted -> changes.changed(accepted.message().id()));
  }

  /** What it needs may be there already, and others may wait for what it tells. */
  private void hint(Draft draft) {
    draft.steps().stream()
        .flatMap(step -> step.needs().stream())
        .forEach(need -> waits.objectMayBeDone(need.flow(), need.key()));
    if (!draft.announced().isEmpty()) {
      waits.eventHappened();
    }
  }
}
