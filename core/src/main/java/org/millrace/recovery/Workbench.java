package org.millrace.recovery;

import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** The commands people have. Thread-safe; every one is recorded with actor and reason. */
public interface Workbench {

  Answer releaseCase(long number, Actor actor, String reason);

  Answer release(DeliveryId delivery, Actor actor, String reason);

  /**
   * @param document the number of the document in the target
   */
  Answer settleByHand(DeliveryId delivery, String document, Actor actor, String reason);

  Answer cancel(DeliveryId delivery, Actor actor, String reason);

  Answer hold(String system, Actor actor, String reason);

  Answer releaseSystem(String system, Actor actor, String reason);

  /** What became of a command. */
  sealed interface Answer {

    /**
     * @param deliveries how many deliveries it moved
     */
    record Done(int deliveries) implements Answer {}

    /** Nothing of that name. */
    record NotFound(String detail) implements Answer {}

    /** Its state does not allow it any more; nothing changed. */
    record StateChanged(String detail) implements Answer {}
  }
}
