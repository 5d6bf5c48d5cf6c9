package org.millrace.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows hints about what may have come, so that nothing waits for long, and looks for itself once
 * in a while, so that nothing is overlooked for ever. One thread.
 *
 * @param <H> a hint; equal ones that came together are followed once
 */
final class Lookout<H> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  /** Hints that may wait; what does not fit is found by the next looks. */
  private static final int MOST_HINTS = 10_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final String what;
  private final Consumer<H> follow;
  private final Runnable look;
  private final LongSupplier nanoTime;
  private final BlockingQueue<H> hints = new ArrayBlockingQueue<>(MOST_HINTS);
  private final Thread thread;
  private long lookedAt;
  private boolean away;

  /**
   * @param name of its thread
   * @param what it looks for, for the log
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  Lookout(String name, String what, Consumer<H> follow, Runnable look, LongSupplier nanoTime) {
    this.what = what;
    this.follow = follow;
    this.look = look;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Never blocks. */
  void hint(H hint) {
    var _ = hints.offer(hint);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var _ = round(await());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** One round without waiting; tells whether it went well. For one thread, in place of its own. */
  boolean roundNow() {
    List<H> came = new ArrayList<>();
    hints.drainTo(came);
    return round(new LinkedHashSet<>(came));
  }

  private boolean round(Set<H> came) {
    try {
      came.forEach(follow);
      lookNowAndThen();
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("{} cannot be looked up: {}", what, e.toString());
      }
      away = true;
    }
    return !away;
  }

  private Set<H> await() throws InterruptedException {
    List<H> came = new ArrayList<>();
    @Nullable H first = hints.poll(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      came.add(first);
      hints.drainTo(came);
    }
    return new LinkedHashSet<>(came);
  }

  private void lookNowAndThen() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = now;
      look.run();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
