package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read at most once within a time, however many ask for it. Thread-safe.
 *
 * @param <T> an immutable value
 */
final class Cached<T> {

  private final Duration lasts;
  private final InstantSource clock;
  private final Supplier<T> read;
  private @Nullable T value;
  private Instant readAt = Instant.EPOCH;

  Cached(Duration lasts, InstantSource clock, Supplier<T> read) {
    this.lasts = lasts;
    this.clock = clock;
    this.read = read;
  }

  synchronized T get() {
    Instant now = clock.instant();
    @Nullable T known = value;
    if (known != null && Duration.between(readAt, now).compareTo(lasts) < 0) {
      return known;
    }
    T fresh = read.get();
    value = fresh;
    readAt = now;
    return fresh;
  }
}
