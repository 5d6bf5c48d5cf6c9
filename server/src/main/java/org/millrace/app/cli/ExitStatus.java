package org.millrace.app.cli;

/** How a command ends; scripts may rely on these numbers. */
final class ExitStatus {

  /** It was done. */
  static final int DONE = 0;

  /** The answer is no: refused, not there, mistakes found, or it failed. Nothing was changed. */
  static final int NO = 1;

  /** The command was called in a wrong way. */
  static final int USAGE = 2;

  /** No node answers: none runs, the address is wrong, or something else answers there. */
  static final int NO_NODE = 3;

  /** The key is missing, not in force, or lacks the right. */
  static final int NOT_ALLOWED = 4;

  /** Not now, or not known yet; the same again later is safe. */
  static final int NOT_YET = 5;

  /** Millrace itself is at fault. */
  static final int FAULT = 70;

  private ExitStatus() {}
}
