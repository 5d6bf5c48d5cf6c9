package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.message.Payload;

/**
 * Corrected contents of messages. The original never changes; what is sent is the newest approved
 * version. Of two people at once one has the effect. Thread-safe.
 */
public interface Corrections {

  /** Deliveries of a message that wait for a person, in order, with why they do. */
  List<Waiting> waiting(MessageId message);

  /** All of a message, oldest first. */
  List<Correction> of(MessageId message);

  Optional<Correction> find(long id);

  /** Those that wait for somebody's approval, oldest first, to a limit. */
  List<Correction> proposed();

  /**
   * Stores a correction. If nobody else has to approve it, it is in force and what waits goes
   * again, in the same transaction.
   */
  Outcome propose(Proposal proposal);

  /** Puts a proposed one in force and lets go what waits, or ends it without effect. */
  Outcome decide(long id, Verdict verdict, Actor actor, String reason);

  /** What can be decided about a proposal; only who made it withdraws it. */
  enum Verdict {
    APPROVE,
    REJECT,
    WITHDRAW
  }

  /**
   * A delivery that waits.
   *
   * @param code of its failure
   * @param needsApproval whether its failure asks for approval
   */
  record Waiting(DeliveryId id, String system, String code, boolean needsApproval) {}

  /**
   * A correction to store.
   *
   * @param basedOn the version that was seen and changed
   * @param fourEyes whether the policy asks for a second person
   * @param emergency whether it takes effect all the same
   */
  record Proposal(
      MessageId message,
      int basedOn,
      String changes,
      Payload content,
      boolean fourEyes,
      boolean emergency,
      Actor actor,
      String reason) {}

  /** What became of it. */
  sealed interface Outcome {

    /**
     * It is stored.
     *
     * @param released what goes again
     */
    record Done(Correction correction, List<Work> released) implements Outcome {
      public Done {
        released = List.copyOf(released);
      }
    }

    /** There is no such correction. */
    record NotFound() implements Outcome {}

    /** It is the own one, or somebody else's, and that is not allowed. */
    record NotAllowed(String why) implements Outcome {}

    /** Things do not stand as they should any more; nothing changed. */
    record Refused(String why) implements Outcome {}
  }

  /** Convenience of {@link #of}: the version in force. */
  default int inForce(MessageId message) {
    return of(message).stream()
        .filter(correction -> correction.state() == Correction.State.APPROVED)
        .mapToInt(Correction::version)
        .max()
        .orElse(1);
  }

  /** The one that waits for approval, if there is one. */
  default Optional<Correction> pending(MessageId message) {
    return of(message).stream()
        .filter(correction -> correction.state() == Correction.State.PROPOSED)
        .findFirst();
  }
}
