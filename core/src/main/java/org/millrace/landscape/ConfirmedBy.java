package org.millrace.landscape;

import java.time.Duration;
import java.util.Optional;
import org.millrace.mapping.Expression;

/**
 * The business event that proves a step's effect, later than the target's answer.
 *
 * @param event the event's type, such as {@code shipment.departed}
 * @param about expression over the message of what the event must be about
 * @param within how long it is waited for before a person is told
 * @param rejectedBy the type of the event that says no
 * @param then what follows from a no
 */
public record ConfirmedBy(
    String event,
    Expression about,
    Duration within,
    Optional<String> rejectedBy,
    OnRejection then) {

  /** What follows when the business says no. */
  public enum OnRejection {
    /** A person is told. */
    CASE,
    /** What other steps of the message did is taken back. */
    COMPENSATE
  }
}
