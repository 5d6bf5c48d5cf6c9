package org.millrace.intake;

import java.util.Optional;

/** Finds out what taking in would answer, without taking anything in. Thread-safe. */
@FunctionalInterface
public interface DryRun {

  /** Why a message would be refused; nothing if it would be taken, or repeats what was. */
  Optional<IntakeAnswer.Refused> wouldRefuse(IntakeRequest request);
}
