package org.millrace.intake;

import java.util.List;

/** Takes business messages in. Thread-safe; calls block until the commit. */
public interface Intake {

  IntakeAnswer accept(IntakeRequest request) throws InterruptedException;

  /**
   * Takes a batch in.
   *
   * @param together all or nothing, as against each record for itself
   * @return an answer per record, in order
   */
  List<IntakeAnswer> acceptBatch(List<IntakeRequest> records, boolean together)
      throws InterruptedException;
}
