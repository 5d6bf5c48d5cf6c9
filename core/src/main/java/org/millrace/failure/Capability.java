package org.millrace.failure;

/** What a target operation itself guarantees against doubled effects, best first. */
public enum Capability {
  /** The target remembers our token: sending again with the same token is safe. */
  TOKEN,
  /** The target refuses a second document with the same number of ours. */
  UNIQUE_NUMBER,
  /** The target can be asked whether it has our reference. */
  PROBE,
  /** Nothing; only a person can find out. */
  BLIND;

  /** Whether the same bytes may simply be sent again after an unknown outcome. */
  public boolean dedups() {
    return this == TOKEN || this == UNIQUE_NUMBER;
  }
}
