package org.millrace.api;

import java.util.List;

/** Tells whether the node can take messages. Thread-safe; answers within a second. */
@FunctionalInterface
public interface Readiness {

  List<Check> checks();

  /**
   * One condition.
   *
   * @param name such as {@code journal}, {@code migrations}, {@code disk}
   * @param detail for a person; shown to anybody, so without addresses and paths
   */
  record Check(String name, boolean ok, String detail) {}
}
