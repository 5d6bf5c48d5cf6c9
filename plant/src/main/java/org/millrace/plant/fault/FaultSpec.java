package org.millrace.plant.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to break.
 *
 * @param system the system's path name, e.g. {@code erp}
 * @param operation only this operation; null means all
 * @param containing only requests that have this text in their body; null means all
 * @param probability of hitting one request, 0 to 1
 * @param count how many requests it hits before it is over; null means any number
 * @param lasts how long it stands; null means until it is lifted
 * @param delay of the faults that wait
 * @param rate requests per second that a throttle lets through
 * @param retryAfter what 503 and 429 ask for
 * @param reset whether a cut resets the connection (RST) rather than ending it (FIN)
 */
public record FaultSpec(
    String system,
    @Nullable String operation,
    @Nullable String containing,
    FaultKind kind,
    double probability,
    @Nullable Long count,
    @Nullable Duration lasts,
    Duration delay,
    double rate,
    Duration retryAfter,
    boolean reset) {
  public static final Duration DEFAULT_DELAY = Duration.ofSeconds(2);
  public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
  public static final double DEFAULT_RATE = 10;

  public FaultSpec {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is " + probability + "; give 0 to 1.");
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate is " + rate + "; give requests per second above 0.");
    }
    if (delay.isNegative() || retryAfter.isNegative()) {
      throw new IllegalArgumentException("A delay cannot be negative.");
    }
  }

  /** A fault that hits every posting and lookup of a system until it is lifted. */
  public static FaultSpec always(String system, FaultKind kind) {
    return new FaultSpec(
        system,
        null,
        null,
        kind,
        1,
        null,
        null,
        DEFAULT_DELAY,
        DEFAULT_RATE,
        DEFAULT_RETRY_AFTER,
        false);
  }

  public FaultSpec lasting(Duration duration) {
    return new FaultSpec(
        system,
        operation,
        containing,
        kind,
        probability,
        count,
        duration,
        delay,
        rate,
        retryAfter,
        reset);
  }

  boolean concerns(String aSystem, String anOperation, boolean posting, String body) {
    return system.equals(aSystem)
        && (operation == null || operation.equals(anOperation))
        && (containing == null || body.contains(containing))
        && (posting || !kind.postingsOnly());
  }
}
