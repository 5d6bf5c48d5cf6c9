package org.millrace.landscape;

import java.time.Duration;

/**
 * What a flow does about missing numbers in the sequence of an order key.
 *
 * @param from the number that a sequence begins with
 * @param patience how long missing numbers are waited for
 * @param then what follows when it ends
 */
public record GapRule(long from, Duration patience, Then then) {

  /** What follows when a number has not come. */
  public enum Then {
    /** A person is told, and decides whether it goes on without. */
    ESCALATE,
    /** It goes on without. */
    CONTINUE
  }
}
