package org.millrace.proof;

/** One more thing that must hold, judged from the same facts as the others. */
interface Rule {

  /** Where a rule tells what broke. */
  @FunctionalInterface
  interface Report {
    void violated(String invariant, long at, String what);
  }

  void accept(Fact fact, Report report);
}
