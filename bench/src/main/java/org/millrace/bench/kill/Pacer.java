package org.millrace.bench.kill;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

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

  /** One whose pace may be changed while it is used, for those that wait already as well. */
  final class Adjustable implements Pacer {

    /** Held by the one who waits for the next moment; the others wait for it, in order. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Object pace = new Object();
    private long gap;
    private long last = System.nanoTime();

    public Adjustable(double rate) {
      gap = gap(rate);
    }

    public void set(double rate) {
      synchronized (pace) {
        gap = gap(rate);
        pace.notifyAll();
      }
    }

    @Override
    public void await() throws InterruptedException {
      turn.lockInterruptibly();
      try {
        synchronized (pace) {
          for (long left = left(); left > 0; left = left()) {
            TimeUnit.NANOSECONDS.timedWait(pace, left);
          }
          last = Math.max(last + gap, System.nanoTime() - gap);
        }
      } finally {
        turn.unlock();
      }
    }

    private long left() {
      return last + gap - System.nanoTime();
    }

    private static long gap(double rate) {
      return (long) (1e9 / rate);
    }
  }
}
