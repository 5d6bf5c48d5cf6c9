package org.millrace.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/**
 * An open delivery as the dispatcher sees it: small, without content.
 *
 * @param attempts calls on record so far
 * @param tries calls so far that count against the retry policy
 * @param callback whether the message's sender wants to hear of it
 * @param sequence the sender's number within the order key, where the flow waits for gaps
 * @param dueAt for {@code RETRY_AT} and {@code IN_DOUBT} when it goes on; for {@code IN_FLIGHT}
 *     when the intent was written
 */
public record Work(
    DeliveryId id,
    String flow,
    String system,
    long lane,
    DeliveryState state,
    int attempts,
    int tries,
    boolean callback,
    OptionalLong sequence,
    Optional<Instant> dueAt) {

  /** The same work after one more call. */
  public Work after(DeliveryState next, boolean countsAsTry, Optional<Instant> due) {
    return new Work(
        id,
        flow,
        system,
        lane,
        next,
        attempts + 1,
        countsAsTry ? tries + 1 : tries,
        callback,
        sequence,
        due);
  }
}
