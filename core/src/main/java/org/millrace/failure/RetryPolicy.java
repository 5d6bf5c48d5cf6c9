package org.millrace.failure;

import java.time.Duration;

/**
 * How a passing failure is retried: exponential backoff with full jitter between half and all of
 * the step.
 *
 * @param attempts most attempts before the failure is treated as an outage
 * @param first wait before the second attempt
 * @param factor growth of the wait per attempt
 * @param longest limit of one wait
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration longest) {

  /** Five attempts within about half a minute. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(5, Duration.ofMillis(500), 3.0, Duration.ofMinutes(5));

  public RetryPolicy {
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException("attempts must be from 1 to 100, not " + attempts);
    }
    if (factor < 1.0 || factor > 10.0) {
      throw new IllegalArgumentException("factor must be from 1 to 10, not " + factor);
    }
  }

  /**
   * The wait after a failed attempt.
   *
   * @param attempt the attempt that failed, counted from 1
   * @param jitter a number from 0 (inclusive) to 1 (exclusive)
   */
  public Duration waitAfter(int attempt, double jitter) {
    double step =
        Math.min(first.toMillis() * Math.pow(factor, attempt - 1), (double) longest.toMillis());
    return Duration.ofMillis(Math.round(step * (0.5 + jitter / 2)));
  }
}
