package org.millrace.adapter;

import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;

/**
 * A kind of target, found with {@link java.util.ServiceLoader}. Implementations have a public
 * constructor without parameters and hold no state.
 */
public interface TargetAdapter {

  /** The name a system's file refers to: {@code adapter: tryton}. */
  String name();

  /**
   * Checks the parts of a system's file that only this adapter understands: {@code connection} and
   * each operation's settings. Every mistake goes into {@code problems}; nothing is connected.
   */
  void check(SystemDefinition system, Problems problems);

  /**
   * Makes a target of a system that passed {@link #check}. Must not block: connections are opened
   * when first needed.
   */
  Target connect(SystemDefinition system, TargetContext context);
}
