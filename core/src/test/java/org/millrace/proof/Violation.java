package org.millrace.proof;

/**
 * Something that must not happen.
 *
 * @param invariant I1 to I7, or PINNED: a message keeps the landscape it was accepted under
 */
public record Violation(String invariant, long at, String what) {

  @Override
  public String toString() {
    return invariant + " at " + at + " ms: " + what;
  }
}
