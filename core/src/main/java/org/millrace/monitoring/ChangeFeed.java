package org.millrace.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.millrace.message.MessageId;
import org.millrace.telemetry.Changes;

/**
 * Passes on which messages changed: coalesced to whoever watches, and at once to whoever waits for
 * one message. Costs two look-ups while nobody does either. Thread-safe.
 */
public final class ChangeFeed implements Changes, AutoCloseable {

  /** Between two rounds to the watchers. */
  static final Duration PACE = Duration.ofMillis(250);

  /** Ids in one round; of a livelier moment the rest is not told, watchers re-read their page. */
  static final int MOST_IDS = 500;

  /** Rounds that a watcher may be behind before it is dropped. */
  static final int MOST_BEHIND = 16;

  /** Watchers at a time. */
  static final int MOST_WATCHERS = 500;

  /** Callers that wait for an outcome at a time. */
  static final int MOST_WAITING = 1_000;

  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MOST_WATCHERS);
  private final Set<MessageId> changed = ConcurrentHashMap.newKeySet();
  private final Map<MessageId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private final Semaphore waitingPlaces = new Semaphore(MOST_WAITING);
  private final ScheduledExecutorService pacer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("change-feed").daemon().factory());
  private volatile boolean closed;

  public ChangeFeed() {
    var _ =
        pacer.scheduleAtFixedRate(
            this::round, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void changed(MessageId message) {
    if (!watchers.isEmpty() && changed.size() < MOST_IDS) {
      changed.add(message);
    }
    @Nullable Set<Waiter> waiters = waiting.get(message);
    if (waiters != null) {
      waiters.forEach(Waiter::wake);
    }
  }

  private void round() {
    if (changed.isEmpty()) {
      return;
    }
    List<MessageId> ids = new ArrayList<>(changed);
    ids.forEach(changed::remove);
    for (Watcher watcher : watchers) {
      watcher.offer(ids);
    }
  }

  /** Begins to watch; empty if all places are taken or the node is stopping. */
  public Optional<Watcher> watch() {
    if (closed || !places.tryAcquire()) {
      return Optional.empty();
    }
    Watcher watcher = new Watcher();
    watchers.add(watcher);
    return Optional.of(watcher);
  }

  /** Begins to wait for changes of one message; empty if too many wait. */
  public Optional<Waiter> await(MessageId message) {
    if (closed || !waitingPlaces.tryAcquire()) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(message);
    waiting.compute(
        message,
        (id, others) -> {
          Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiter);
          return all;
        });
    return Optional.of(waiter);
  }

  /** Ends all watching and waiting, so that a stop need not wait for them. */
  @Override
  public void close() {
    closed = true;
    pacer.shutdown();
    watchers.forEach(Watcher::close);
    waiting.values().forEach(all -> all.forEach(Waiter::wake));
  }

  public boolean isClosed() {
    return closed;
  }

  /** One that watches all changes. To be closed by its owner. */
  public final class Watcher implements AutoCloseable {
    private final BlockingQueue<List<MessageId>> rounds = new ArrayBlockingQueue<>(MOST_BEHIND);
    private volatile boolean ended;

    private Watcher() {}

    private void offer(List<MessageId> ids) {
      if (!rounds.offer(ids)) {
        close();
      }
    }

    /** The next round's ids; empty after the time is over, or at once when it has ended. */
    public List<MessageId> next(Duration atMost) throws InterruptedException {
      if (ended) {
        return List.of();
      }
      @Nullable List<MessageId> ids = rounds.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return ids == null ? List.of() : ids;
    }

    /** Whether it was too slow, or the node is stopping. */
    public boolean hasEnded() {
      return ended;
    }

    @Override
    public void close() {
      ended = true;
      if (watchers.remove(this)) {
        places.release();
      }
    }
  }

  /** One that waits for a message. To be closed by its owner. */
  public final class Waiter implements AutoCloseable {
    private final MessageId message;
    private final Semaphore signal = new Semaphore(0);

    private Waiter(MessageId message) {
      this.message = message;
    }

    private void wake() {
      signal.release();
    }

    /** Returns after the next change, or after the time. Changes in between count as one. */
    public boolean changed(Duration atMost) throws InterruptedException {
      boolean woken = signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
      signal.drainPermits();
      return woken;
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          message,
          (id, all) -> {
            if (all.remove(this)) {
              waitingPlaces.release();
            }
            return all.isEmpty() ? null : all;
          });
    }
  }
}
