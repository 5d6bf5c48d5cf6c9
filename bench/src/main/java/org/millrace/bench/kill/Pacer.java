package org.millrace.bench.kill;

import java.util.concurrent.atomic.AtomicLong;

/** Spreads all senders' messages evenly over time. Thread-safe. */
@FunctionalInterface
interface Pacer {
  /** Waits until the next message may be sent. */
  void await() throws InterruptedException;

  /** As fast as the node answers. */
  static Pacer unlimited() {
    return () -> {};
  }

  /** At most this many a second over all senders; time that a killed node costs is not made up. */
  static Pacer perSecond(double rate) {
    AtomicLong next = new AtomicLong(System.nanoTime());
    long gap = (long) (1e9 / rate);
    return () -> {
      long now = System.nanoTime();
      long due = next.updateAndGet(last -> Math.max(last + gap, now));
      long millis = (due - now) / 1_000_000;
      if (millis > 0) {
        Thread.sleep(millis);
      }
    };
  }
}
