package org.millrace.bench.kill;

import java.util.concurrent.atomic.AtomicLong;

/** Spreads all senders' messages evenly over time. Thread-safe. */
@FunctionalInterface
public interface Pacer {
  /** Waits until the next message may be sent. */
  void await() throws InterruptedException;

  /** As fast as the node answers. */
  static Pacer unlimited() {
    return () -> {};
  }

  /** At most this many a second over all senders; time that a killed node costs is not made up. */
  static Pacer perSecond(double rate) {
    return new Adjustable(rate);
  }

  /** One whose pace may be changed while it is used. */
  final class Adjustable implements Pacer {
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private volatile long gap;

    public Adjustable(double rate) {
      gap = gap(rate);
    }

    public void set(double rate) {
      gap = gap(rate);
    }

    @Override
    public void await() throws InterruptedException {
      long now = System.nanoTime();
      long apart = gap;
      long due = next.updateAndGet(last -> Math.max(last + apart, now));
      long millis = (due - now) / 1_000_000;
      if (millis > 0) {
        Thread.sleep(millis);
      }
    }

    private static long gap(double rate) {
      return (long) (1e9 / rate);
    }
  }
}
