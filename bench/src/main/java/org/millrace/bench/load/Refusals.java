package org.millrace.bench.load;

/** Answers other than 2xx, and broken connections. For one thread. */
final class Refusals {
  private static final int KEPT = 2_000;

  private long count;
  private String first = "";

  void add(String what) {
    count++;
    if (first.isEmpty()) {
      first = what.length() <= KEPT ? what : what.substring(0, KEPT);
    }
  }

  long count() {
    return count;
  }

  String first() {
    return first;
  }
}
