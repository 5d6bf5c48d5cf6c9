package org.millrace.app;

import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.delivery.DeliveryListener;
import org.millrace.journal.Message;
import org.millrace.journal.Settlement;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.Requirement;
import org.millrace.message.DeliveryState;

/** Tells of messages that had their effect, or were taken, if somebody waits for that. */
final class RequiredMessages implements DeliveryListener {

  private final DeliveryListener next;
  private final WaitingSide waits;
  private volatile Set<String> flows = Set.of();

  /**
   * @param next hears of everything, first
   */
  RequiredMessages(DeliveryListener next, WaitingSide waits) {
    this.next = next;
    this.waits = waits;
  }

  /** Takes over which flows' messages are required; earlier versions' needs are found later. */
  void apply(AppliedLandscape applied) {
    flows =
        applied.landscape().flows().values().stream()
            .flatMap(flow -> flow.steps().stream())
            .flatMap(step -> step.requires().stream())
            .map(Requirement::flow)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void begins(String system) {
    next.begins(system);
  }

  @Override
  public void settled(Message message, Settlement settlement) {
    next.settled(message, settlement);
    if (settlement.awaitsAnswer()) {
      waits.taken(settlement.work().id());
    }
    if (settlement.next() == DeliveryState.CONFIRMED && flows.contains(message.flow())) {
      waits.objectMayBeDone(message.flow(), message.businessKey());
    }
  }

  @Override
  public void superseded(String system) {
    next.superseded(system);
  }
}
