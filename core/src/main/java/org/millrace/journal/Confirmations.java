package org.millrace.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millrace.message.DeliveryId;

/**
 * What business events say about deliveries that their targets have taken. Thread-safe. Every call
 * is bounded and repeatable; of a yes and a no the one that came first counts.
 */
public interface Confirmations {

  /** Most deliveries that one call moves. */
  int MOST_AT_ONCE = 500;

  /**
   * Follows the oldest event that was not followed yet.
   *
   * @return nothing once all events are worked off
   */
  Optional<Followed> followEvent();

  /** Looks whether the answer about a delivery has overtaken it. */
  Followed mayBeThere(DeliveryId id);

  /**
   * Looks again at some that are waited for: an event that came at the same moment may have been
   * overlooked.
   *
   * @param after where the last look ended
   */
  Look lookAgain(Optional<DeliveryId> after);

  /**
   * Makes members of cases of those about which nothing was said in time.
   *
   * @return how many these are
   */
  int endPatience();

  /** Waits no more for what a person was told of so long ago; returns how many rows that were. */
  int forget(Duration after);

  /**
   * A delivery that was confirmed or rejected.
   *
   * @param key its message's business key
   */
  record Answered(DeliveryId id, String flow, String system, String key, boolean confirmed) {}

  /**
   * @param freed what may be sent now
   */
  record Followed(List<Answered> answered, List<Work> freed) {

    static final Followed NOTHING = new Followed(List.of(), List.of());

    public Followed {
      answered = List.copyOf(answered);
      freed = List.copyOf(freed);
    }
  }

  /**
   * @param next where to look on; nothing at the end
   */
  record Look(Followed followed, Optional<DeliveryId> next) {}
}
