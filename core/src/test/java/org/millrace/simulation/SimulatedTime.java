package org.millrace.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** True time, which only grows, and the wall clock that the node sees, which may do anything. */
final class SimulatedTime implements InstantSource {

  private static final Instant START = Instant.parse("2026-03-28T22:00:00Z");

  private long nanos;
  private Duration offset = Duration.ZERO;
  private @Nullable Instant frozen;

  /** Monotonic nanoseconds: true time. */
  long nanos() {
    return nanos;
  }

  long trueMillis() {
    return nanos / 1_000_000;
  }

  /** What the wall clock shows. */
  @Override
  public Instant instant() {
    Instant stopped = frozen;
    return stopped != null ? stopped : START.plusNanos(nanos).plus(offset);
  }

  void pass(long nanoseconds) {
    nanos += nanoseconds;
  }

  void jump(Duration by) {
    offset = offset.plus(by);
  }

  void freeze() {
    frozen = instant();
  }

  /** The clock goes on, and shows the right time again. */
  void thaw() {
    frozen = null;
  }

  boolean isFrozen() {
    return frozen != null;
  }
}
