package org.millrace.app;

import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.millrace.journal.Confirmations.Answered;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.PostgresCaseEscalations;
import org.millrace.journal.PostgresConfirmations;
import org.millrace.journal.PostgresWaits;
import org.millrace.journal.StandbyPlan;
import org.millrace.journal.Waits;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Work;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.DeliveryId;
import org.millrace.recovery.ConfirmationKeeper;
import org.millrace.recovery.Escalator;
import org.millrace.recovery.WaitKeeper;
import org.millrace.telemetry.Changes;
import org.millrace.telemetry.Counts;
import tools.jackson.databind.json.JsonMapper;

/** Those who wait: for what has to come from elsewhere, and for people; put together. */
record WaitingSide(
    Waits waits, WaitKeeper keeper, ConfirmationKeeper confirmations, Escalator escalator)
    implements AutoCloseable {

  /**
   * What it works on.
   *
   * @param freed takes what may be sent now
   * @param due told when something is to be told to a sender
   */
  record Parts(
      Jdbi jdbi,
      LandscapeCatalog landscapes,
      DeliveryQueue queue,
      Consumer<List<Work>> freed,
      WebhookSignal due,
      Counts counts,
      Changes changes,
      JsonMapper json) {}

  static WaitingSide of(Parts parts) {
    PostgresWaits waits = new PostgresWaits(parts.jdbi);
    WaitKeeper keeper = new WaitKeeper(waits, parts.freed, System::nanoTime);
    ConfirmationKeeper confirmations =
        new ConfirmationKeeper(
            new PostgresConfirmations(
                parts.jdbi, new StandbyPlan(parts.landscapes, parts.queue), parts.due),
            parts.freed,
            answered -> tell(answered, parts, keeper),
            System::nanoTime);
    Escalator escalator =
        new Escalator(
            new PostgresCaseEscalations(parts.jdbi, parts.json, parts.due),
            () -> parts.landscapes.current().landscape());
    return new WaitingSide(waits, keeper, confirmations, escalator);
  }

  /** Others may wait for what is evident now. */
  private static void tell(Answered answered, Parts parts, WaitKeeper keeper) {
    if (answered.confirmed()) {
      parts.counts.count(answered.flow(), answered.system(), Counts.What.CONFIRMED);
      keeper.objectMayBeDone(answered.flow(), answered.key());
    }
    parts.changes.changed(answered.id().message());
  }

  void start() {
    keeper.start();
    confirmations.start();
    escalator.start();
  }

  /** A message may have had its effect somewhere. Never blocks. */
  void objectMayBeDone(String flow, String key) {
    keeper.objectMayBeDone(flow, key);
  }

  /** A target took a delivery about which the business is to say something. Never blocks. */
  void taken(DeliveryId id) {
    confirmations.taken(id);
  }

  /** A business event was recorded. Never blocks. */
  void eventHappened() {
    keeper.eventHappened();
    confirmations.eventHappened();
  }

  @Override
  public void close() {
    escalator.close();
    confirmations.close();
    keeper.close();
  }
}
