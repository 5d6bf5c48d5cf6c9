package org.millrace.failure;

/** What a landscape may declare for a failure's code, in place of what its class would lead to. */
public enum Response {
  /** Send the same again by the retry policy; a person decides once the tries are used up. */
  RETRY,
  /** Hold the target: all its deliveries wait until it works again. */
  HOLD,
  /** A person decides at once. */
  CASE,
  /** It goes to the step's other target instead, if it has one. */
  REROUTE,
  /** It is given up, and what earlier steps of the message did is taken back, if that can be. */
  COMPENSATE
}
