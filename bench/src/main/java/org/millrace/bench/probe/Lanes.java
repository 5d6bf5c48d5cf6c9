package org.millrace.bench.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands committed messages over in memory: those of one order key one after the other, different
 * keys side by side, at most {@value #MOST_IN_FLIGHT} at once.
 */
final class Lanes {
  private static final int MOST_IN_FLIGHT = 128;

  private final ConcurrentHashMap<String, Deque<Entry>> waiting = new ConcurrentHashMap<>();
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private final TargetClient target;
  private final Consumer<Entry> delivered;

  Lanes(TargetClient target, Consumer<Entry> delivered) {
    this.target = target;
    this.delivered = delivered;
  }

  /** Called in the order in which the messages of a key were accepted. */
  void enqueue(Entry entry) {
    boolean[] free = {false};
    waiting.compute(
        entry.orderKey,
        (key, queue) -> {
          if (queue == null) {
            free[0] = true;
            return new ArrayDeque<>(2);
          }
          queue.add(entry);
          return queue;
        });
    if (free[0]) {
      Thread.startVirtualThread(() -> run(entry));
    }
  }

  private void run(Entry first) {
    for (Entry entry = first; entry != null; entry = next(entry.orderKey)) {
      inFlight.acquireUninterruptibly();
      try {
        target.post(entry);
      } finally {
        inFlight.release();
      }
      delivered.accept(entry);
    }
  }

  private @Nullable Entry next(String orderKey) {
    Entry[] next = new Entry[1];
    waiting.computeIfPresent(
        orderKey,
        (key, queue) -> {
          Entry head = queue.poll();
          if (head == null) {
            return null;
          }
          next[0] = head;
          return queue;
        });
    return next[0];
  }
}
