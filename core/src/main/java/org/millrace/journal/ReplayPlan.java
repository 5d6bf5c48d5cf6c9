package org.millrace.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.millrace.message.Actor;

/**
 * A plan by which many deliveries go again, as far as planning and running it need to know.
 *
 * @param landscape the version in force when it was planned
 * @param approvedBy once it is
 */
public record ReplayPlan(
    long number,
    ReplayState state,
    Order order,
    Actor plannedBy,
    Optional<Integer> landscape,
    boolean fourEyes,
    Optional<String> hash,
    Optional<Actor> approvedBy) {

  /** Most deliveries of one plan. */
  public static final int MOST_ENTRIES = 100_000;

  /**
   * What is asked for.
   *
   * @param documents numbers in the target by business key, for {@link ReplayMode#SETTLE}
   */
  public record Order(
      ReplayMode mode, Scope scope, Map<String, String> documents, Pace pace, String reason) {
    public Order {
      documents = Map.copyOf(documents);
    }
  }

  /** Which deliveries it is about. */
  public sealed interface Scope {

    /** Those that wait in a case. */
    record OfCase(long number) implements Scope {}

    /**
     * Those of messages accepted in a range of time.
     *
     * @param system their target
     * @param key the beginning of their business key
     */
    record Accepted(
        Instant since,
        Instant until,
        Optional<String> flow,
        Optional<String> system,
        Optional<String> key)
        implements Scope {}
  }

  /**
   * How fast it goes at most.
   *
   * @param rate deliveries a second
   * @param underWay deliveries at once
   * @param stopAfter so many that failed again stop it
   */
  public record Pace(int rate, int underWay, int stopAfter) {}
}
