package org.millrace.failure;

import java.time.Instant;

/** What is done about a failure. */
public sealed interface Decision {

  /** Send the same again, not before the given moment. */
  record Retry(Instant at) implements Decision {}

  /** Hold the target: this delivery and all others of the target wait until it is back. */
  record HoldTarget(String cause) implements Decision {}

  /** Ask the target, once the last request can no longer be travelling, whether it arrived. */
  record AskTarget(Instant notBefore) implements Decision {}

  /** A person has to decide; the order key waits. */
  record OpenCase(boolean needsApproval) implements Decision {}

  /** Bring it to the step's other target instead. */
  record Reroute() implements Decision {}

  /** Give it up, and take back what earlier steps did. */
  record Compensate() implements Decision {}

  /** The target has it already: the effect is there, once. */
  record TakeAsDelivered() implements Decision {}
}
