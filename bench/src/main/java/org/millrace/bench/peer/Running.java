package org.millrace.bench.peer;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.millrace.bench.engine.Child;

/** A peer's process and what was started for it, which end together. */
final class Running {
  private Running() {}

  /** Waits for readiness; leaves nothing behind if it does not come. */
  static void awaitOrStop(Child child, BooleanSupplier ready, Duration limit, Runnable others)
      throws InterruptedException {
    boolean isReady = false;
    try {
      child.await(ready, limit);
      isReady = true;
    } finally {
      if (!isReady) {
        stop(child, others);
      }
    }
  }

  static void stop(Child child, Runnable others) {
    try {
      child.stop();
    } finally {
      others.run();
    }
  }
}
