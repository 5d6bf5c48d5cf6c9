package org.millrace.failure;

/** What a landscape may declare for a failure's code, in place of what its class would lead to. */
public enum Response {
  /** Send the same again by the retry policy; a person decides once the tries are used up. */
  RETRY,
  /** Hold the target: all its deliveries wait until it works again. */
  HOLD,
  /** A person decides at once. */
  CASE
}
