package org.millrace.plant.fault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The faults that stand now. Of several that would hit a request, the oldest does. Thread-safe. */
public final class FaultBoard {
  public static final int MAX_FAULTS = 200;

  private final InstantSource clock;
  private final long seed;
  private final AtomicLong lastId = new AtomicLong();
  private final List<ActiveFault> faults = new CopyOnWriteArrayList<>();

  public FaultBoard(InstantSource clock, long seed) {
    this.clock = clock;
    this.seed = seed;
  }

  public ActiveFault add(FaultSpec spec) {
    removeOver();
    if (faults.size() >= MAX_FAULTS) {
      throw new IllegalStateException("There are " + MAX_FAULTS + " faults; lift some first.");
    }
    ActiveFault fault = new ActiveFault(lastId.incrementAndGet(), spec, seed, clock.instant());
    faults.add(fault);
    return fault;
  }

  public List<ActiveFault> standing() {
    removeOver();
    return List.copyOf(faults);
  }

  public boolean lift(long id) {
    return lift(faults.stream().filter(fault -> fault.id() == id).toList());
  }

  public void liftAll() {
    lift(List.copyOf(faults));
  }

  /** The fault that hits this request, if any; asking counts as the request. */
  public Optional<ActiveFault> next(String system, String operation, boolean posting, String body) {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return faults.stream()
        .filter(fault -> fault.spec().concerns(system, operation, posting, body))
        .filter(fault -> fault.hit(now))
        .findFirst();
  }

  /** Whether the whole system is down for certain, so that its own port should refuse. */
  public boolean down(String system) {
    return standing().stream()
        .map(ActiveFault::spec)
        .anyMatch(
            spec ->
                spec.kind() == FaultKind.DOWN
                    && spec.system().equals(system)
                    && spec.operation() == null
                    && spec.containing() == null
                    && spec.count() == null
                    && spec.probability() >= 1);
  }

  private boolean lift(List<ActiveFault> some) {
    some.forEach(ActiveFault::lift);
    return faults.removeAll(some);
  }

  private void removeOver() {
    Instant now = clock.instant();
    // A used-up fault is not lifted: requests that it already hit may still be waiting on it.
    faults.removeIf(fault -> fault.over(now));
  }
}
