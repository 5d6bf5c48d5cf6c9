package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;

/** Spreads the beginnings of requests: at most a rate, with a burst of one second's worth. */
final class RateLimit {

  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  /**
   * @param perSecond infinite means no limit
   */
  RateLimit(double perSecond, Instant now) {
    this.perSecond = perSecond;
    this.tokens = Math.max(1, perSecond);
    this.filledAt = now;
  }

  boolean take(Instant now) {
    if (Double.isInfinite(perSecond)) {
      return true;
    }
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** When the next one may begin, given that none may now. */
  Instant nextAt(Instant now) {
    double missing = Math.max(0, 1 - tokens) / perSecond;
    return now.plusNanos((long) Math.ceil(missing * 1e9));
  }

  private void refill(Instant now) {
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    if (seconds > 0) {
      tokens = Math.min(Math.max(1, perSecond), tokens + seconds * perSecond);
    }
    filledAt = now;
  }
}
