package org.millrace.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.millrace.journal.Confirmations;
import org.millrace.journal.Confirmations.Answered;
import org.millrace.journal.Confirmations.Followed;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/**
 * Brings what business events say to the deliveries that wait for it, and tells people when nothing
 * was said in time. It is told what may have come, so that nothing waits for long, and looks for
 * itself, so that nothing is overlooked for ever. One thread.
 */
public final class ConfirmationKeeper implements AutoCloseable {

  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  /** After a person was told that nothing came, it is waited for so long. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Confirmations confirmations;
  private final Consumer<List<Work>> freed;
  private final Consumer<Answered> told;
  private final LongSupplier nanoTime;
  private final Lookout<Hint> lookout;
  private Optional<DeliveryId> looked = Optional.empty();
  private long tidiedAt;

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
    this.tidiedAt = nanoTime.getAsLong();
    this.lookout =
        new Lookout<>(
            "confirmations", "what confirms deliveries", this::follow, this::look, nanoTime);
  }

  public void start() {
    lookout.start();
  }

  /** A target took a delivery about which the business may have spoken before. Never blocks. */
  public void taken(DeliveryId id) {
    lookout.hint(new Hint.Taken(id));
  }

  /** A business event was recorded. Never blocks. */
  public void eventHappened() {
    lookout.hint(new Hint.EventHappened());
  }

  private void follow(Hint hint) {
    switch (hint) {
      case Hint.Taken taken -> tell(confirmations.mayBeThere(taken.id()));
      case Hint.EventHappened ignored -> followEvents();
    }
  }

  private void look() {
    followEvents();
    Confirmations.Look look = confirmations.lookAgain(looked);
    tell(look.followed());
    looked = look.next();
    confirmations.endPatience();
    long now = nanoTime.getAsLong();
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
    lookout.close();
  }
}
