package org.millrace.landscape;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much of a target may be used, and when.
 *
 * @param concurrency most requests under way
 * @param ratePerSecond most requests begun per second, if limited
 * @param timeout longest time from the start of a request to the end of its answer
 * @param window when it takes anything at all; nothing means always
 */
public record TargetLimits(
    int concurrency,
    OptionalDouble ratePerSecond,
    Duration timeout,
    Optional<ServiceCalendar> window) {

  /** Limits of a target that takes messages at any time. */
  public TargetLimits(int concurrency, OptionalDouble ratePerSecond, Duration timeout) {
    this(concurrency, ratePerSecond, timeout, Optional.empty());
  }

  TargetLimits within(Optional<ServiceCalendar> calendar) {
    return new TargetLimits(concurrency, ratePerSecond, timeout, calendar);
  }
}
