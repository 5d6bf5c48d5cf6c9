package org.millrace.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.millrace.postgres.PostgresFailure.Kind;

/** Waiting for what other processes do, which can only be polled, always with a limit. */
final class Wait {
  private static final Duration STEP = Duration.ofMillis(10);

  private Wait() {}

  /** Whether the condition came true within the limit. */
  static boolean until(BooleanSupplier condition, Duration limit) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start >= limit.toNanos()) {
        return false;
      }
      pause(STEP);
    }
    return true;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static PostgresFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new PostgresFailure(
        Kind.INTERRUPTED, "Waiting for PostgreSQL was interrupted: start again.", e);
  }
}
