package org.millrace.delivery;

import java.time.Duration;
import java.time.InstantSource;
import org.millrace.journal.Message;
import org.millrace.journal.Settlement;
import org.millrace.telemetry.Changes;
import org.millrace.telemetry.Counts;
import org.millrace.telemetry.Meters;

/** Tells telemetry what became of deliveries. Thread-safe. */
public final class ReportingListener implements DeliveryListener {

  private final Meters meters;
  private final Counts counts;
  private final Changes changes;
  private final RecentMessages recent;
  private final InstantSource clock;

  /**
   * @param recent forgets a message once nothing of it is open
   */
  public ReportingListener(
      Meters meters, Counts counts, Changes changes, RecentMessages recent, InstantSource clock) {
    this.meters = meters;
    this.counts = counts;
    this.changes = changes;
    this.recent = recent;
    this.clock = clock;
  }

  @Override
  public void begins(String system) {
    meters.sendBegins(system);
  }

  @Override
  public void settled(Message message, Settlement settlement) {
    String system = settlement.work().system();
    boolean effect = settlement.next().hasEffect();
    meters.sendEnds(
        system,
        Duration.ofNanos(settlement.tookMicros() * 1_000),
        settlement.failure().isEmpty() ? Meters.Sent.ACCEPTED : Meters.Sent.FAILED);
    settlement
        .failure()
        .ifPresent(
            failure -> {
              meters.failed(system, failure.kind());
              counts.count(message.flow(), system, Counts.What.FAILED);
            });
    if (effect) {
      reached(message, settlement, system);
    }
    changes.changed(message.id());
  }

  @Override
  public void superseded(String system) {
    meters.sendEnds(system, Duration.ZERO, Meters.Sent.FAILED);
  }

  private void reached(Message message, Settlement settlement, String system) {
    meters.delivered(
        message.flow(), system, Duration.between(message.id().acceptedAt(), clock.instant()));
    counts.count(message.flow(), system, Counts.What.DELIVERED);
    if (settlement.next().isTerminal()) {
      counts.count(message.flow(), system, Counts.What.CONFIRMED);
      if (!settlement.freesOthers()) {
        recent.forget(message.id());
      }
    }
  }
}
