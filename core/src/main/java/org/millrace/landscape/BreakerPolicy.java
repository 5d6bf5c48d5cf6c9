package org.millrace.landscape;

import java.time.Duration;

/**
 * When a target counts as out of service.
 *
 * @param window number of the latest attempts that count
 * @param failureRate share of failed ones, from 0 to 1, that opens the breaker
 * @param open wait before the target is tried again
 */
public record BreakerPolicy(int window, double failureRate, Duration open) {

  /** Half of the last twenty attempts. */
  public static final BreakerPolicy STANDARD = new BreakerPolicy(20, 0.5, Duration.ofSeconds(30));
}
