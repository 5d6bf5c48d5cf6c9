package org.millrace.recovery;

import java.time.Instant;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** The commands people have. Thread-safe; every one is recorded with actor and reason. */
public interface Workbench {

  Answer release(DeliveryId delivery, Actor actor, String reason);

  /**
   * @param document the number of the document in the target
   */
  Answer settleByHand(DeliveryId delivery, String document, Actor actor, String reason);

  Answer cancel(DeliveryId delivery, Actor actor, String reason);

  /** Brings its message to the step's other target instead. */
  Answer reroute(DeliveryId delivery, Actor actor, String reason);

  /** Gives it up, and takes back what other steps of its message did. */
  Answer compensate(DeliveryId delivery, Actor actor, String reason);

  Answer hold(String system, Actor actor, String reason);

  Answer releaseSystem(String system, Actor actor, String reason);

  /**
   * Records that something happened in the business, and lets go what waits for it.
   *
   * @param type the event's type, such as {@code fiscal-period.reopened}
   * @param about what it is about, if it is about something
   */
  Answer announce(String type, Optional<String> about, Actor actor, String reason);

  /**
   * Lets an endpoint that wanted no webhooks, or failed for long, have them again, together with
   * those it has not taken.
   *
   * @param since events before this moment are left as they are
   */
  Answer recoverWebhooks(String system, String endpoint, Instant since, Actor actor, String reason);

  /** What became of a command. */
  sealed interface Answer {

    /**
     * @param moved how many deliveries, webhooks or events it moved or recorded
     */
    record Done(int moved) implements Answer {}

    /** Nothing of that name. */
    record NotFound(String detail) implements Answer {}

    /** Its state does not allow it any more; nothing changed. */
    record StateChanged(String detail) implements Answer {}
  }
}
