package org.millrace.plant.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fault while it stands: counts its hits and decides the next one. Thread-safe. */
public final class ActiveFault {
  /** Nothing waits longer than this, even if nobody ever lifts the fault. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private final long id;
  private final FaultSpec spec;
  private final Random random;
  private final @Nullable Instant until;
  private final CountDownLatch lifted = new CountDownLatch(1);
  private long hits;
  private double tokens;
  private Instant refilled;

  ActiveFault(long id, FaultSpec spec, long seed, Instant now) {
    this.id = id;
    this.spec = spec;
    // Its own stream per fault: adding a fault does not change where another one hits.
    this.random = new Random(seed * 31 + id);
    this.until = spec.lasts() == null ? null : now.plus(spec.lasts());
    this.tokens = Math.max(1, spec.rate());
    this.refilled = now;
  }

  public long id() {
    return id;
  }

  public FaultSpec spec() {
    return spec;
  }

  public synchronized long hits() {
    return hits;
  }

  synchronized boolean over(Instant now) {
    boolean usedUp = spec.count() != null && hits >= spec.count();
    return usedUp || (until != null && !now.isBefore(until));
  }

  synchronized boolean hit(Instant now) {
    if (over(now) || random.nextDouble() >= spec.probability()) {
      return false;
    }
    if (spec.kind() == FaultKind.THROTTLE_429 && withinRate(now)) {
      return false;
    }
    hits++;
    return true;
  }

  private boolean withinRate(Instant now) {
    double passed = Duration.between(refilled, now).toNanos() / 1e9;
    tokens = Math.min(Math.max(1, spec.rate()), tokens + Math.max(0, passed) * spec.rate());
    refilled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  void lift() {
    lifted.countDown();
  }

  /** Waits for the spec's delay. */
  public void delay() {
    await(spec.delay());
  }

  /** Waits until the fault is lifted or over. */
  public void untilLifted() {
    await(spec.lasts() == null ? LONGEST_WAIT : spec.lasts());
  }

  private void await(Duration longest) {
    long millis = Math.min(longest.toMillis(), LONGEST_WAIT.toMillis());
    try {
      if (lifted.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
