package org.millrace.plant.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets at most so many sendings a second through, however many lanes there are. Thread-safe. */
public final class Rate {
  private final InstantSource clock;
  private final Duration gap;
  private Instant next;

  public Rate(InstantSource clock, int perSecond) {
    this.clock = clock;
    this.gap = Duration.ofSeconds(1).dividedBy(perSecond);
    this.next = clock.instant();
  }

  /** Books the next place and tells how long to wait for it. */
  synchronized Duration book() {
    Instant now = clock.instant();
    Instant mine = next.isBefore(now) ? now : next;
    next = mine.plus(gap);
    return Duration.between(now, mine);
  }
}
