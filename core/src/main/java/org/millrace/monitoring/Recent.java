package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last {@value #KEPT} attempts of each system, for its page. Thread-safe. */
final class Recent {

  private static final int KEPT = 256;

  private final InstantSource clock;
  private final Map<String, Ring> bySystem = new ConcurrentHashMap<>();

  Recent(InstantSource clock) {
    this.clock = clock;
  }

  void ended(String system, Duration took, boolean accepted) {
    bySystem
        .computeIfAbsent(system, name -> new Ring())
        .add(took.toNanos(), accepted ? clock.instant() : null);
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
}
