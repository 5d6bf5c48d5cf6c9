package org.millrace.replay;

import java.time.Duration;

/**
 * How many deliveries a run may have let go by a moment: one a second at its beginning, twice as
 * many every {@link #DOUBLES}, up to a rate. Pure.
 */
final class Ramp {

  static final Duration DOUBLES = Duration.ofSeconds(5);

  private Ramp() {}

  /**
   * @param rate most deliveries a second
   * @param since the beginning
   */
  static long allowed(int rate, Duration since) {
    double doubling = DOUBLES.toNanos() / 1e9;
    double seconds = since.toNanos() / 1e9;
    double full = doubling * Math.log(rate) / Math.log(2); // when the rate is reached
    double rising = Math.min(seconds, full);
    // The area under 2^(t/d) from 0 to t, and under the rate from there on.
    double gone = (Math.pow(2, rising / doubling) - 1) * doubling / Math.log(2);
    return 1 + (long) (gone + rate * Math.max(0, seconds - full));
  }
}
