package org.millrace.landscape;

/**
 * Why a step is not planned with the others, but only when it is needed.
 *
 * @param of the step that it stands by for
 */
public record Standby(Kind kind, int of) {

  /** What it does. */
  public enum Kind {
    /** Takes the step's effect back. */
    COMPENSATES,
    /** Brings the message to another target instead. */
    REPLACES
  }
}
