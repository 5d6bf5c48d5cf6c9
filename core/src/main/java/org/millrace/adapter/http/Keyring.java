package org.millrace.adapter.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.millrace.adapter.Evidence;

/**
 * Keeps the access to one target until it runs out or is refused. However many requests need a new
 * one, one of them fetches it and the others wait for that. Thread-safe.
 */
final class Keyring {

  /** Fetches an access; may call the target's login or token endpoint. */
  @FunctionalInterface
  interface Source {
    Fetched fetch(long sendBefore, long answerBefore);
  }

  /**
   * @param valid how long it can be used
   */
  record Fetched(Access access, Duration valid) {}

  private record Held(Access access, long until, long number) {}

  private final Source source;
  private final LongSupplier nanoTime;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held held;

  Keyring(Source source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  Access current(long sendBefore, long answerBefore) {
    Held now = held;
    return now != null && isValid(now) ? now.access() : fetch(now, sendBefore, answerBefore);
  }

  /** Another access than the refused one, unless the source has none. */
  Access renewed(Access refused, long sendBefore, long answerBefore) {
    Held now = held;
    return now != null && !now.access().equals(refused) && isValid(now)
        ? now.access()
        : fetch(now, sendBefore, answerBefore);
  }

  private Access fetch(@Nullable Held seen, long sendBefore, long answerBefore) {
    try {
      if (!fetching.tryLock(sendBefore - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
        return late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late();
    }
    try {
      Held now = held;
      if (now != null && now.number() != number(seen) && isValid(now)) {
        return now.access();
      }
      Fetched fetched = source.fetch(sendBefore, answerBefore);
      held =
          new Held(
              fetched.access(), nanoTime.getAsLong() + fetched.valid().toNanos(), number(now) + 1);
      return fetched.access();
    } finally {
      fetching.unlock();
    }
  }

  private static long number(@Nullable Held one) {
    return one == null ? 0 : one.number();
  }

  private boolean isValid(Held one) {
    return one.until() - nanoTime.getAsLong() > 0;
  }

  private static Access late() {
    return new Access.Denied(
        new Evidence.NotSent(
            "send-deadline", "The time to send was over before access was granted", false));
  }
}
