package org.millrace.landscape;

/**
 * A mistake in a landscape.
 *
 * @param at where it is
 * @param what what is wrong, in plain words
 * @param remedy what to do about it; empty if the first sentence says it
 */
public record Problem(Position at, String what, String remedy) {

  @Override
  public String toString() {
    return at + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
