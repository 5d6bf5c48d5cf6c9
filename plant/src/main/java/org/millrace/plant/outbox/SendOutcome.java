package org.millrace.plant.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to hand a message to Millrace. */
public sealed interface SendOutcome {
  /** Millrace has it durably. */
  record Accepted() implements SendOutcome {}

  /** Millrace will never take it as it is; nothing happened. A person must look. */
  record Refused(int status, String answer) implements SendOutcome {}

  /** Unknown or not now: send the same again. */
  record TryAgain(String reason, Optional<Duration> after) implements SendOutcome {}
}
