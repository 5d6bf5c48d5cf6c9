package org.millrace.intake;

import java.util.List;
import java.util.Locale;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.message.MessageId;

/** What became of a request. */
public sealed interface IntakeAnswer {

  String correlationId();

  /** It is durable. */
  record Accepted(MessageId message, String correlationId) implements IntakeAnswer {}

  /** The same was accepted before; this is the first message. Nothing was written. */
  record Repeated(MessageId message, String correlationId) implements IntakeAnswer {}

  /**
   * Nothing happened.
   *
   * @param detail what is wrong and what to do, for a person
   * @param violations where fields are at fault
   */
  record Refused(Refusal refusal, String detail, List<Violation> violations, String correlationId)
      implements IntakeAnswer {
    public Refused {
      violations = List.copyOf(violations);
    }
  }

  /** Reasons to refuse; each is a problem type of the API. */
  enum Refusal {
    UNKNOWN_OPERATION,
    INVALID_REQUEST,
    IDEMPOTENCY_KEY_MISSING,
    REQUEST_IN_FLIGHT,
    CALLBACK_REFUSED,
    CONTRACT_VIOLATION,
    IDEMPOTENCY_KEY_REUSED,
    BATCH_REFUSED,
    TEMPORARY_REDUCED_CAPACITY;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The problem type's name. */
    public String label() {
      return label;
    }
  }
}
