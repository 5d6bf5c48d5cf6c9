package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** Other ways for a message that people decide on, each in one transaction. */
public interface Detours {

  /**
   * Ends a delivery, and brings its message to the step's other target instead.
   *
   * @return the work with what may be sent now, or nothing if its state does not allow it: if it is
   *     not certain that the target has nothing, it does not
   */
  Optional<Commands.Ended> reroute(
      DeliveryId id, Standbys.Planned other, Actor actor, String reason);

  /** Ends a delivery without effect, and takes back what other steps of its message did. */
  Optional<Commands.Ended> compensate(
      DeliveryId id, List<Standbys.Planned> compensations, Actor actor, String reason);
}
