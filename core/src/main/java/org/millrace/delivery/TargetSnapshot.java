package org.millrace.delivery;

/**
 * How a target stands right now.
 *
 * @param gate whether it gets anything
 * @param inFlight requests under way
 * @param resident open deliveries in memory
 * @param spilled whether more open deliveries are only in the journal
 */
public record TargetSnapshot(
    String system, Gate gate, int inFlight, int resident, boolean spilled, int concurrency) {

  /** State of a target's gate. */
  public enum Gate {
    OPEN,
    /** Closed; nothing is sent until it was reached again or a person releases it. */
    CLOSED,
    /** One delivery is tried. */
    HALF_OPEN,
    /** Concurrency grows back to its limit. */
    RAMPING
  }
}
