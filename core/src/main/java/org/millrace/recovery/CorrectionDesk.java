package org.millrace.recovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.contract.ContractSchema;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;

/**
 * Correcting messages that wait for a person. Only declared fields change; the corrected content is
 * checked and mapped before it is taken. Thread-safe.
 */
public interface CorrectionDesk {

  /** Most fields that one correction changes. */
  int MOST_CHANGES = 50;

  /** What may be corrected of a message now; empty if there is no such message. */
  Optional<View> look(MessageId message);

  /** What would come of a correction; nothing is stored. Empty if there is no such message. */
  Optional<Trial> tryOut(MessageId message, Map<String, JsonNode> values);

  /**
   * Takes a correction, or hands it to somebody else for approval, as the policy has it.
   *
   * @param basedOn the version that was changed
   * @param values new values by JSON Pointer
   * @param emergency whether it takes effect without the second person
   */
  Answer propose(
      MessageId message,
      int basedOn,
      Map<String, JsonNode> values,
      boolean emergency,
      Actor actor,
      String reason);

  Answer decide(long correction, Corrections.Verdict verdict, Actor actor, String reason);

  /** Those that wait for approval. */
  List<Correction> proposed();

  /**
   * A message as it may be corrected.
   *
   * @param version of the content that is in force
   * @param possible whether anything of it waits for a person
   * @param fourEyes whether somebody else has to approve
   * @param fields what may be changed, with its value; null where there is none yet
   */
  record View(
      MessageId message,
      int version,
      boolean possible,
      boolean fourEyes,
      List<Field> fields,
      List<Correction> corrections) {
    public View {
      fields = List.copyOf(fields);
      corrections = List.copyOf(corrections);
    }
  }

  /** One value of a document. */
  record Field(String pointer, JsonNode value) {}

  /** One value that changes. */
  record Change(String pointer, JsonNode from, JsonNode to) {}

  /**
   * What would come of a correction.
   *
   * @param violations why it is not taken: of the contract, or of what may be changed
   * @param documents what each waiting target would get
   */
  record Trial(
      int basedOn,
      boolean fourEyes,
      List<Change> changes,
      List<ContractSchema.Violation> violations,
      List<Document> documents) {
    public Trial {
      changes = List.copyOf(changes);
      violations = List.copyOf(violations);
      documents = List.copyOf(documents);
    }

    /** Whether it can be taken. */
    public boolean isGood() {
      return violations.isEmpty() && documents.stream().allMatch(d -> d.problem().isEmpty());
    }
  }

  /**
   * What a target would get.
   *
   * @param before what it would get as things are
   * @param after what it would get afterwards
   * @param problem why nothing can be made of it
   */
  record Document(
      DeliveryId delivery,
      String system,
      Optional<JsonNode> before,
      Optional<JsonNode> after,
      Optional<String> problem) {}

  /** What became of a command. */
  sealed interface Answer {

    /**
     * It is stored.
     *
     * @param released deliveries that go again
     */
    record Done(Correction correction, int released) implements Answer {}

    /** It would not do: nothing changed. */
    record Unfit(Trial trial) implements Answer {}

    /** There is nothing of that name. */
    record NotFound(String detail) implements Answer {}

    /** Not by this person. */
    record NotAllowed(String detail) implements Answer {}

    /** Things do not stand as they should any more; nothing changed. */
    record StateChanged(String detail) implements Answer {}
  }
}
