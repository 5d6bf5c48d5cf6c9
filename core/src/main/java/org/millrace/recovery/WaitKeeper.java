package org.millrace.recovery;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/**
 * Lets deliveries go when what they wait for is there: an earlier number, another message, a
 * business event; and tells people when patience ends. It is told what may have come, so that
 * nothing waits for long, and looks for itself, so that nothing is overlooked for ever. One thread.
 */
public final class WaitKeeper implements AutoCloseable {

  private final Waits waits;
  private final Consumer<List<Work>> freed;
  private final Lookout<Hint> lookout;
  private Optional<DeliveryId> looked = Optional.empty();

  /** Whether an answer got lost: nobody may have been told of what the journal has let go. */
  private boolean answerLost;

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
    this.lookout =
        new Lookout<>("waits", "what deliveries wait for", this::follow, this::look, nanoTime);
  }

  public void start() {
    lookout.start();
  }

  /** A message may have had its effect somewhere. Never blocks. */
  public void objectMayBeDone(String flow, String key) {
    lookout.hint(new Hint.ObjectDone(flow, key));
  }

  /** A business event was recorded. Never blocks. */
  public void eventHappened() {
    lookout.hint(new Hint.EventHappened());
  }

  /** One round without waiting; tells whether it owes nothing. In place of {@link #start}. */
  boolean roundNow() {
    return lookout.roundNow() && !answerLost;
  }

  private void follow(Hint hint) {
    noticing(
        () -> {
          switch (hint) {
            case Hint.ObjectDone done -> followObject(done);
            case Hint.EventHappened ignored -> followEvents();
          }
        });
  }

  private void look() {
    if (answerLost) {
      tellAgain();
    }
    noticing(
        () -> {
          followEvents();
          free(waits.endPatience());
          Waits.Look look = waits.lookAgain(looked);
          free(look.freed());
          looked = look.next();
        });
  }

  private void noticing(Runnable calls) {
    try {
      calls.run();
    } catch (RuntimeException e) {
      answerLost = true;
      throw e;
    }
  }

  private void tellAgain() {
    Optional<DeliveryId> told = Optional.empty();
    do {
      Waits.Look look = waits.letGoBefore(told);
      free(look.freed());
      told = look.next();
    } while (told.isPresent());
    answerLost = false;
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
    lookout.close();
  }
}
