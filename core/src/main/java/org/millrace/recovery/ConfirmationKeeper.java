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
import org.millrace.journal.Confirmations;
import org.millrace.journal.Confirmations.Answered;
import org.millrace.journal.Confirmations.Followed;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what business events say to the deliveries that wait for it, and tells people when nothing
 * was said in time. It is told what may have come, so that nothing waits for long, and looks for
 * itself, so that nothing is overlooked for ever. One thread.
 */
public final class ConfirmationKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfirmationKeeper.class);

  /** Hints that may wait; what does not fit is found by the next looks. */
  private static final int MOST_HINTS = 10_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  /** After a person was told that nothing came, it is waited for so long. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Confirmations confirmations;
  private final Consumer<List<Work>> freed;
  private final Consumer<Answered> told;
  private final LongSupplier nanoTime;
  private final BlockingQueue<Hint> hints = new ArrayBlockingQueue<>(MOST_HINTS);
  private final Thread thread = Thread.ofPlatform().name("confirmations").unstarted(this::run);
  private Optional<DeliveryId> looked = Optional.empty();
  private long lookedAt;
  private long tidiedAt;
  private boolean away;

  /** What may have come. */
  private sealed interface Hint {
    record Taken(DeliveryId id) implements Hint {}

    record EventHappened() implements Hint {}
  }

  /**
   * @param freed takes what may be sent now
   * @param told hears of every delivery that was confirmed or rejected
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public ConfirmationKeeper(
      Confirmations confirmations,
      Consumer<List<Work>> freed,
      Consumer<Answered> told,
      LongSupplier nanoTime) {
    this.confirmations = confirmations;
    this.freed = freed;
    this.told = told;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
    this.tidiedAt = lookedAt;
  }

  public void start() {
    thread.start();
  }

  /** A target took a delivery about which the business may have spoken before. Never blocks. */
  public void taken(DeliveryId id) {
    var _ = hints.offer(new Hint.Taken(id));
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
          LOG.warn("what confirms deliveries cannot be looked up: {}", e.toString());
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
        case Hint.Taken taken -> tell(confirmations.mayBeThere(taken.id()));
        case Hint.EventHappened ignored -> followEvents();
      }
    }
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = now;
      followEvents();
      Confirmations.Look look = confirmations.lookAgain(looked);
      tell(look.followed());
      looked = look.next();
      confirmations.endPatience();
    }
    if (now - tidiedAt >= TIDY_EVERY.toNanos()) {
      tidiedAt = now;
      confirmations.forget(KEPT);
    }
  }

  private void followEvents() {
    for (Optional<Followed> some = confirmations.followEvent();
        some.isPresent();
        some = confirmations.followEvent()) {
      tell(some.get());
    }
  }

  private void tell(Followed followed) {
    if (!followed.freed().isEmpty()) {
      freed.accept(followed.freed());
    }
    followed.answered().forEach(told);
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
