package org.millrace.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets deliveries go when what they wait for is there: an earlier number, another message, a
 * business event; and tells people when patience ends. It is told what may have come, so that
 * nothing waits for long, and looks for itself, so that nothing is overlooked for ever. One thread.
 */
public final class WaitKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WaitKeeper.class);

  /** Hints that may wait; what does not fit is found by the next looks. */
  private static final int MOST_HINTS = 10_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Waits waits;
  private final Consumer<List<Work>> freed;
  private final LongSupplier nanoTime;
  private final BlockingQueue<Hint> hints = new ArrayBlockingQueue<>(MOST_HINTS);
  private final Thread thread = Thread.ofPlatform().name("waits").unstarted(this::run);
  private Optional<DeliveryId> looked = Optional.empty();
  private long lookedAt;
  private boolean away;

  /** What may have come. */
  private sealed interface Hint {
    record ObjectDone(String flow, String key) implements Hint {}

    record EventHappened() implements Hint {}
  }

  /**
   * @param freed takes what may be sent now
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public WaitKeeper(Waits waits, Consumer<List<Work>> freed, LongSupplier nanoTime) {
    this.waits = waits;
    this.freed = freed;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  public void start() {
    thread.start();
  }

  /** A message may have had its effect somewhere. Never blocks. */
  public void objectMayBeDone(String flow, String key) {
    var _ = hints.offer(new Hint.ObjectDone(flow, key));
  }

  /** A business event was recorded. Never blocks. */
  public void eventHappened() {
    var _ = hints.offer(new Hint.EventHappened());
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        follow(await());
        away = false;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!away) {
          LOG.warn("what deliveries wait for cannot be looked up: {}", e.toString());
        }
        away = true;
      }
    }
  }

  private Set<Hint> await() throws InterruptedException {
    List<Hint> came = new ArrayList<>();
    Hint first = hints.poll(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      came.add(first);
      hints.drainTo(came);
    }
    return new LinkedHashSet<>(came);
  }

  private void follow(Set<Hint> came) {
    for (Hint hint : came) {
      switch (hint) {
        case Hint.ObjectDone done -> followObject(done);
        case Hint.EventHappened ignored -> followEvents();
      }
    }
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = now;
      followEvents();
      free(waits.endPatience());
      Waits.Look look = waits.lookAgain(looked);
      free(look.freed());
      looked = look.next();
    }
  }

  private void followObject(Hint.ObjectDone done) {
    List<Work> some;
    do {
      some = waits.objectMayBeDone(done.flow(), done.key());
      free(some);
    } while (some.size() == Waits.MOST_AT_ONCE);
  }

  private void followEvents() {
    for (Optional<List<Work>> some = waits.followEvent();
        some.isPresent();
        some = waits.followEvent()) {
      free(some.get());
    }
  }

  private void free(List<Work> works) {
    if (!works.isEmpty()) {
      freed.accept(works);
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
