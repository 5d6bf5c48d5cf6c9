package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** What people and rules do to deliveries, each with actor and reason, each in one transaction. */
public interface Commands {

  /**
   * Lets a delivery that waits for a person, a gate or a retry go again.
   *
   * @return the work, or nothing if its state does not allow it
   */
  Optional<Work> release(DeliveryId id, Actor actor, String reason);

  /**
   * Records that it was done outside.
   *
   * @param document the document's number in the target
   * @return the work with what it sets free, or nothing if its state does not allow it
   */
  Optional<Ended> settleByHand(DeliveryId id, String document, Actor actor, String reason);

  /** Ends a delivery without effect. */
  Optional<Ended> cancel(DeliveryId id, Actor actor, String reason);

  /**
   * @param work the delivery that ended
   * @param freed deliveries of the same message that may go now
   */
  record Ended(Work work, List<Work> freed) {}
}
