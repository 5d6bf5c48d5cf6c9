package org.millrace.failure;

/** Where a case stands. The names are stored; the API shows them in lower case. */
public enum CaseState {
  /** Nobody has looked at it yet. */
  NEW,
  /** Somebody has seen it. */
  ACKNOWLEDGED,
  /** Somebody looks for the cause. */
  INVESTIGATING,
  /** The cause is known, and somebody else has to do something first. */
  WAITING,
  /** Its members go again; what becomes of them is awaited. */
  REPLAYING,
  /** All that were let go had their effect. */
  VERIFIED,
  /** Nothing of it waits any more. Alike failures soon after open it again. */
  CLOSED;

  /** A case that was put aside comes back when it has grown to so many times its size. */
  public static final int GROWN = 10;

  /** Whether somebody still has to do something, or something is awaited. */
  public boolean isOpen() {
    return this != CLOSED;
  }
}
