package org.millrace.delivery;

import java.util.Optional;
import org.millrace.journal.Holds;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/** What the dispatcher wants done. Each is answered by an event. */
sealed interface Effect {

  /** Send it now. */
  record Send(Work work) implements Effect {}

  /** Ask the target whether it arrived. */
  record Ask(Work work) implements Effect {}

  /** It was under way when a node ended: put it in doubt. */
  record Doubt(Work work) implements Effect {}

  /** Read the next page of a system's open deliveries. */
  record Load(String system, Optional<DeliveryId> after, int limit) implements Effect {}

  /** Read a lane from its start. */
  record LoadLane(String system, long lane, int limit) implements Effect {}

  /** Find out whether a target can work. */
  record Reach(String system) implements Effect {}

  /** Make a hold durable. */
  record RecordHold(Holds.Hold hold) implements Effect {}

  /** The platform's hold is over. */
  record EndHold(String system) implements Effect {}
}
