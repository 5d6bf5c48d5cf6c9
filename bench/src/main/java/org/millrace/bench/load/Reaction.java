package org.millrace.bench.load;

/** What a registered channel does when it is ready. */
@FunctionalInterface
interface Reaction {
  void ready(boolean readable, boolean writable);
}
