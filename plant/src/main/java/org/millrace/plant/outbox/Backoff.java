package org.millrace.plant.outbox;

import java.time.Duration;
import java.util.Random;

/** Exponential, with jitter between half and the whole, so that lanes do not march in step. */
public record Backoff(Duration first, Duration longest) {
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  Duration after(int failures, Random random) {
    long factor = 1L << Math.min(failures - 1, 20);
    long full = Math.min(first.toMillis() * factor, longest.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
