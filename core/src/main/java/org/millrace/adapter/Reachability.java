package org.millrace.adapter;

/** Whether a target can work. */
public sealed interface Reachability {

  /** It answered as it should. */
  record Reachable() implements Reachability {}

  /** It did not; the detail says why, for a person. */
  record Unreachable(String detail) implements Reachability {}
}
