package org.millrace.landscape;

/** Checks the parts of a system's file that only its adapter understands. */
@FunctionalInterface
public interface AdapterCheck {

  /** Every mistake goes into {@code problems}; nothing is connected. */
  void check(SystemDefinition system, Problems problems);
}
