package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.FailureClass;

/**
 * The last {@value #KEPT} attempts of each system and what became of its deliveries in the last
 * {@value #SECONDS} seconds, for its page. Thread-safe.
 */
final class Recent {

  private static final int KEPT = 256;
  private static final int SECONDS = 60;

  private final InstantSource clock;
  private final Map<String, Ring> bySystem = new ConcurrentHashMap<>();
  private final Map<String, LastMinute> delivered = new ConcurrentHashMap<>();
  private final Map<String, LastMinute> failed = new ConcurrentHashMap<>();
  private final Map<String, LastMinute> troubles = new ConcurrentHashMap<>();

  Recent(InstantSource clock) {
    this.clock = clock;
  }

  void ended(String system, Duration took, boolean accepted) {
    bySystem
        .computeIfAbsent(system, name -> new Ring())
        .add(took.toNanos(), accepted ? clock.instant() : null);
  }

  void delivered(String system) {
    count(delivered, system);
  }

  void failed(String system, FailureClass kind) {
    count(failed, system);
    if (isTrouble(kind)) {
      count(troubles, system);
    }
  }

  /** Whether a failure says something about the system, not about the one document. */
  private static boolean isTrouble(FailureClass kind) {
    return switch (kind) {
      case TRANSIENT, OUTAGE, UNKNOWN_OUTCOME -> true;
      case DATA_QUALITY, BUSINESS_RULE, DUPLICATE -> false;
    };
  }

  private void count(Map<String, LastMinute> counts, String system) {
    counts.computeIfAbsent(system, name -> new LastMinute()).add(clock.instant());
  }

  long deliveredLastMinute(String system) {
    return sum(delivered, system);
  }

  long failedLastMinute(String system) {
    return sum(failed, system);
  }

  /** Failed attempts that the system itself is the cause of. */
  long troublesLastMinute(String system) {
    return sum(troubles, system);
  }

  private long sum(Map<String, LastMinute> counts, String system) {
    @Nullable LastMinute counted = counts.get(system);
    return counted == null ? 0 : counted.sum(clock.instant());
  }

  /** The duration that 95 of 100 attempts did not exceed; empty before the first. */
  Optional<Duration> p95(String system) {
    @Nullable Ring ring = bySystem.get(system);
    return ring == null ? Optional.empty() : Optional.of(ring.p95());
  }

  Optional<Instant> lastSuccess(String system) {
    @Nullable Ring ring = bySystem.get(system);
    return ring == null ? Optional.empty() : ring.lastSuccess();
  }

  private static final class Ring {
    private final long[] nanos = new long[KEPT];
    private long count;
    private @Nullable Instant lastSuccess;

    synchronized void add(long took, @Nullable Instant success) {
      nanos[(int) (count++ % KEPT)] = took;
      if (success != null) {
        lastSuccess = success;
      }
    }

    synchronized Duration p95() {
      int size = (int) Math.min(count, KEPT);
      long[] sorted = Arrays.copyOf(nanos, size);
      Arrays.sort(sorted);
      return Duration.ofNanos(sorted[(size * 95 + 99) / 100 - 1]);
    }

    synchronized Optional<Instant> lastSuccess() {
      return Optional.ofNullable(lastSuccess);
    }
  }

  /** One count a second: the table of minutes cannot tell the last 60 seconds at any moment. */
  private static final class LastMinute {
    private final long[] counts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    synchronized void add(Instant now) {
      long second = now.getEpochSecond();
      int place = (int) Math.floorMod(second, (long) SECONDS);
      if (seconds[place] != second) {
        seconds[place] = second;
        counts[place] = 0;
      }
      counts[place]++;
    }

    synchronized long sum(Instant now) {
      long oldest = now.getEpochSecond() - SECONDS;
      long sum = 0;
      for (int i = 0; i < SECONDS; i++) {
        sum += seconds[i] > oldest ? counts[i] : 0;
      }
      return sum;
    }
  }
}
