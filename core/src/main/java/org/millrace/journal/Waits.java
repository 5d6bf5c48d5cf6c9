package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/**
 * What deliveries wait for beside their turn, and lets them go when it is there. Thread-safe. Every
 * call is bounded and repeatable; what it returns may be sent now.
 */
public interface Waits {

  /** Most deliveries that one call lets go. */
  int MOST_AT_ONCE = 500;

  /** Lets those go that need a message of a flow with a business key, where it had its effect. */
  List<Work> objectMayBeDone(String flow, String key);

  /**
   * Lets those go that wait for a business event which has happened, for one event.
   *
   * @return nothing once all events are worked off
   */
  Optional<List<Work>> followEvent();

  /**
   * Looks again at some that wait for a message or an event: what came at the same moment as they
   * began to wait may have been overlooked.
   *
   * @param after where the last look ended
   */
  Look lookAgain(Optional<DeliveryId> after);

  /**
   * Tells again what was let go, by whomever, and was not sent since: an answer may have got lost
   * on its way back.
   *
   * @param after where the last look ended
   */
  Look letGoBefore(Optional<DeliveryId> after);

  /** Does what is declared for those whose patience has ended. */
  List<Work> endPatience();

  /**
   * Lets a delivery go that waits for earlier numbers or for a message, without them.
   *
   * @return what may go now; nothing if it does not wait for such a thing
   */
  Optional<List<Work>> goWithout(DeliveryId id, Actor actor, String reason);

  /**
   * Records that something happened in the business.
   *
   * @return the event's number
   */
  long announce(String type, Optional<String> about, Actor actor, String reason);

  /**
   * @param freed what may go now
   * @param next where to look on; nothing at the end
   */
  record Look(List<Work> freed, Optional<DeliveryId> next) {}
}
