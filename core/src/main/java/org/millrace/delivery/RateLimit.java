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
    return take(now, 1);
  }

  private boolean take(Instant now, double wanted) {
    if (Double.isInfinite(perSecond)) {
      return true;
    }
    refill(now);
    if (tokens < wanted) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** Takes one only if that leaves room for others to come. */
  boolean takeSpare(Instant now) {
    return take(now, spared());
  }

  /** When the next one may begin, given that none may now. */
  Instant nextAt(Instant now) {
    return at(now, 1);
  }

  /** When one may begin that leaves room for others, given that none may now. */
  Instant sparesAt(Instant now) {
    return at(now, spared());
  }

  /** Half of what may have gathered, and one more. */
  private double spared() {
    return Math.min(Math.max(1, perSecond), 1 + perSecond / 2);
  }

  private Instant at(Instant now, double wanted) {
    double missing = Math.max(0, wanted - tokens) / perSecond;
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
