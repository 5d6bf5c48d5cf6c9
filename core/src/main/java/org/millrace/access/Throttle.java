package org.millrace.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: after {@value #FREE_FAILURES} failures from one address within {@link
 * #WINDOW}, further tries are refused until the window has passed. Thread-safe.
 */
public final class Throttle {

  static final int FREE_FAILURES = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Addresses remembered; the one that failed first is forgotten first. */
  private static final int MOST_ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  public Throttle(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant since) {}

  /** How long an address must wait before the next try; empty if it may try now. */
  public synchronized Optional<Duration> mustWait(String address) {
    @Nullable Failures failures = byAddress.get(address);
    Instant now = clock.instant();
    if (failures == null || failures.count < FREE_FAILURES || hasPassed(failures, now)) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, failures.since.plus(WINDOW)));
  }

  /** Counts a failure. */
  public synchronized void failed(String address) {
    Instant now = clock.instant();
    @Nullable Failures before = byAddress.get(address);
    if (before == null || hasPassed(before, now)) {
      byAddress.remove(address);
      makeRoom();
      byAddress.put(address, new Failures(1, now));
    } else {
      byAddress.put(address, new Failures(before.count + 1, before.since));
    }
  }

  private void makeRoom() {
    Iterator<String> oldest = byAddress.keySet().iterator();
    while (byAddress.size() >= MOST_ADDRESSES && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  private static boolean hasPassed(Failures failures, Instant now) {
    return !now.isBefore(failures.since.plus(WINDOW));
  }
}
