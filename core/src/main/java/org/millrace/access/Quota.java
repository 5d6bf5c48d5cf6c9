package org.millrace.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket per key, as one number each: the moment at which its bucket would be full again
 * (the generic cell rate algorithm). Thread-safe, without locks.
 */
public final class Quota {

  private final long requests;
  private final long windowNanos;
  private final long nanosPerRequest;
  private final LongSupplier nanoTime;
  private final Map<String, AtomicLong> fullAgainAt = new ConcurrentHashMap<>();

  /**
   * How much one key may ask for.
   *
   * @param requests allowed within a window, and at once after a rest
   * @param window from a second to a day
   */
  public record Policy(int requests, Duration window) {

    /** Ten thousand a second: no limit for honest callers, an end for runaway loops. */
    public static final Policy STANDARD = new Policy(600_000, Duration.ofMinutes(1));

    public Policy {
      if (requests < 1 || window.toSeconds() < 1 || window.toDays() > 1) {
        throw new IllegalArgumentException("no quota: " + requests + " in " + window);
      }
    }
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public Quota(Policy policy, LongSupplier nanoTime) {
    this.requests = policy.requests();
    this.windowNanos = policy.window().toNanos();
    this.nanosPerRequest = windowNanos / requests;
    this.nanoTime = nanoTime;
  }

  /**
   * The answer to one request.
   *
   * @param allowed whether it may pass
   * @param remaining requests that may follow at once
   * @param seconds until one more may pass; 0 while some remain
   */
  public record Answer(boolean allowed, long remaining, long seconds) {}

  /**
   * Takes requests from a key's bucket. Keys are few and checked before, so all are kept.
   *
   * @param cost how many requests this one counts as; at most what a window allows
   */
  public Answer take(String keyPrefix, int cost) {
    long price = Math.min(cost, requests) * nanosPerRequest;
    AtomicLong bucket =
        fullAgainAt.computeIfAbsent(keyPrefix, p -> new AtomicLong(nanoTime.getAsLong()));
    while (true) {
      long now = nanoTime.getAsLong();
      long seen = bucket.get();
      long next = (seen - now < 0 ? now : seen) + price;
      long used = next - now;
      if (used > windowNanos) {
        return new Answer(false, 0, ceilSeconds(used - windowNanos));
      }
      if (bucket.compareAndSet(seen, next)) {
        long remaining = (windowNanos - used) / nanosPerRequest;
        long wait = remaining > 0 ? 0 : ceilSeconds(used + nanosPerRequest - windowNanos);
        return new Answer(true, remaining, wait);
      }
    }
  }

  private static long ceilSeconds(long nanos) {
    return Math.max(1, (nanos + 999_999_999L) / 1_000_000_000L);
  }

  public long requests() {
    return requests;
  }

  public long windowSeconds() {
    return Math.max(1, windowNanos / 1_000_000_000L);
  }
}
