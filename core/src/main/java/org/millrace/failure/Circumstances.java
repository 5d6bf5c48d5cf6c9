package org.millrace.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a decision depends on beside the failure itself.
 *
 * @param attempt the attempt that failed, counted from 1
 * @param now when it failed
 * @param lastPossibleSend the latest moment at which the request may have left
 * @param jitter a number from 0 (inclusive) to 1 (exclusive)
 * @param retry the policy in force for flow, target and code
 * @param capability what the target operation guarantees
 * @param settle longest processing of the target plus the lag until it is visible
 * @param declared what the landscape says about the failure's code
 */
public record Circumstances(
    int attempt,
    Instant now,
    Instant lastPossibleSend,
    double jitter,
    RetryPolicy retry,
    Capability capability,
    Duration settle,
    Optional<Response> declared) {

  /** Circumstances in which nothing is declared for the failure's code. */
  public Circumstances(
      int attempt,
      Instant now,
      Instant lastPossibleSend,
      double jitter,
      RetryPolicy retry,
      Capability capability,
      Duration settle) {
    this(attempt, now, lastPossibleSend, jitter, retry, capability, settle, Optional.empty());
  }
}
