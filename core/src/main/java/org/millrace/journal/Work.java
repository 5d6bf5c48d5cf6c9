package org.millrace.journal;

import java.time.Instant;
import java.util.Optional;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/**
 * An open delivery as the dispatcher sees it: small, without content.
 *
 * @param attempts attempts so far
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
    Optional<Instant> dueAt) {

  /** The same work in another state. */
  public Work in(DeliveryState next, int attemptsNow, Optional<Instant> due) {
    return new Work(id, flow, system, lane, next, attemptsNow, due);
  }
}
