package org.millrace.intake;

import java.util.List;

/** Takes business messages in. Thread-safe; calls block until the commit. */
public interface Intake {

  IntakeAnswer accept(IntakeRequest request) throws InterruptedException;

  /**
   * Takes several in, in one transaction.
   *
   * @return an answer per record, in order; if too few are fit, all of them are refused
   */
  List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms)
      throws InterruptedException;
}
