package org.millrace.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock of the moment it was made, and monotonic time since. Waits are measured with it,
 * so that a wall clock that is set, by an hour or a day, neither cuts a wait short, which could
 * double an effect, nor draws it out. What people and calendars mean by a time of day is not this
 * clock's: it stays behind when the machine was suspended.
 */
final class SteadyClock implements InstantSource {

  private final Instant began;
  private final LongSupplier nanoTime;
  private final long beganNanos;

  SteadyClock(InstantSource wall, LongSupplier nanoTime) {
    this.began = wall.instant();
    this.nanoTime = nanoTime;
    this.beganNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanoTime.getAsLong() - beganNanos);
  }
}
