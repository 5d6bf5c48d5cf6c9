package org.millrace.intake;

import java.util.List;
import java.util.UUID;

/** What became of handing a batch in. */
public sealed interface BatchAnswer {

  /**
   * It is durable, and its records are taken in by and by.
   *
   * @param again whether the same was handed in before: then this is the first
   */
  record Filed(UUID id, boolean again) implements BatchAnswer {}

  /** It is no batch. Nothing happened. */
  record Malformed(String pointer, String message) implements BatchAnswer {}

  /** The sender counted otherwise, and wants all or nothing. Nothing happened. */
  record TotalsDiffer(List<At> differences) implements BatchAnswer {
    public TotalsDiffer {
      differences = List.copyOf(differences);
    }
  }

  /** As for a message. Nothing happened. */
  record Refused(IntakeAnswer.Refusal refusal, String detail) implements BatchAnswer {}

  /** One thing at fault, by JSON Pointer. */
  record At(String pointer, String message) {}
}
