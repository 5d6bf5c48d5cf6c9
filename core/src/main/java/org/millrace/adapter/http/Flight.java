package org.millrace.adapter.http;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One request on its way, with the two deadlines that the HTTP library does not keep: none of its
 * bytes may be written after the first, and it is cut off at the second. Who wins at the first
 * deadline, the writer or the watchdog, is settled by one atomic step.
 */
final class Flight {

  /** Under which name the request's context carries its flight. */
  static final String ATTRIBUTE = "millrace.flight";

  private enum Phase {
    WAITING,
    WRITING,
    CUT_WAITING,
    CUT_WRITING,
    ENDED
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private final Runnable cut;
  private final ScheduledExecutorService watchdog;
  private final LongSupplier nanoTime;
  private final long sendBefore;
  private final long answerBefore;
  private volatile Future<?> next;
  private boolean begun;

  /**
   * @param cut ends all waiting of the request; may block, may be called once, from any thread
   */
  Flight(
      Runnable cut,
      ScheduledExecutorService watchdog,
      LongSupplier nanoTime,
      long sendBefore,
      long answerBefore) {
    this.cut = cut;
    this.watchdog = watchdog;
    this.nanoTime = nanoTime;
    this.sendBefore = sendBefore - answerBefore > 0 ? answerBefore : sendBefore;
    this.answerBefore = answerBefore;
    this.next = watch(this.sendBefore);
  }

  /** Called by the writer right before the first byte. */
  void beginWriting() throws TooLateException {
    if (sendBefore - nanoTime.getAsLong() <= 0
        || !phase.compareAndSet(Phase.WAITING, Phase.WRITING)) {
      throw new TooLateException();
    }
    begun = true;
  }

  /** Whether a byte may have left; asked by the writer's own thread. */
  boolean begun() {
    return begun;
  }

  /** Whether a deadline ended it. */
  boolean cutOff() {
    Phase now = phase.get();
    return now == Phase.CUT_WAITING || now == Phase.CUT_WRITING;
  }

  void end() {
    phase.updateAndGet(now -> now == Phase.WAITING || now == Phase.WRITING ? Phase.ENDED : now);
    next.cancel(false);
  }

  private Future<?> watch(long deadline) {
    return watchdog.schedule(this::expire, deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
  }

  private void expire() {
    if (phase.compareAndSet(Phase.WAITING, Phase.CUT_WAITING)) {
      Thread.startVirtualThread(cut);
    } else if (phase.get() == Phase.WRITING) {
      if (answerBefore - nanoTime.getAsLong() > 0) {
        next = watch(answerBefore);
        if (phase.get() == Phase.ENDED) {
          next.cancel(false);
        }
      } else if (phase.compareAndSet(Phase.WRITING, Phase.CUT_WRITING)) {
        Thread.startVirtualThread(cut);
      }
    }
  }

  /** The time to send was over before the first byte. */
  static final class TooLateException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLateException() {
      super("the time to send was over before the request could be written");
    }
  }
}
