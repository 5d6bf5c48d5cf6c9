package org.millrace.app;

import java.util.List;
import org.millrace.delivery.DeliveryEngine;
import org.millrace.delivery.RecentMessages;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Work;
import org.millrace.telemetry.Changes;

/** Hands what was accepted over to the engine, in memory and in order. */
record HandOver(RecentMessages recent, DeliveryEngine engine, Changes changes)
    implements PostgresInbox.Listener {

  @Override
  public void accepted(List<PostgresInbox.Accepted> messages) {
    messages.forEach(accepted -> recent.remember(accepted.message()));
    List<Work> ready = messages.stream().flatMap(m -> m.ready().stream()).toList();
    engine.appended(ready);
    messages.forEach(accepted -> changes.changed(accepted.message().id()));
  }
}
