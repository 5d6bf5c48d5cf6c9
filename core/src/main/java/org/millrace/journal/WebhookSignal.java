package org.millrace.journal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Rung after a commit that made a webhook due, so that whoever sends them need not ask the journal
 * all the time. Thread-safe; made for one who waits.
 */
public final class WebhookSignal {

  private final Semaphore rung = new Semaphore(0);

  /** Wakes the one who waits, or who waits next. Never blocks. */
  public void ring() {
    if (rung.availablePermits() == 0) {
      rung.release();
    }
  }

  /** Waits until it was rung since the last call, or for a time. */
  public void await(Duration longest) throws InterruptedException {
    if (rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      rung.drainPermits();
    }
  }
}
