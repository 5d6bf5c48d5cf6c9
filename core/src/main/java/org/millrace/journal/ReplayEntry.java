package org.millrace.journal;

import java.util.Optional;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/**
 * One delivery of a replay plan with what its dry run says.
 *
 * @param contentVersion which version of the message's content it would send
 * @param asks whether the target is asked first whether it has it
 * @param document its number in the target, if it is to be settled by hand
 */
public record ReplayEntry(
    Candidate candidate,
    int contentVersion,
    ReplayPrediction prediction,
    boolean asks,
    String reason,
    Optional<String> document) {

  /**
   * A delivery in the scope of a plan, as it stands.
   *
   * @param code of the failure that it waits for
   * @param needsApproval whether that failure asks for approval
   * @param reference the document's number in the target, if it is known
   */
  public record Candidate(
      DeliveryId id,
      String flow,
      String system,
      long lane,
      DeliveryState state,
      BusinessStatus business,
      int attempts,
      String businessKey,
      Optional<String> code,
      boolean needsApproval,
      Optional<String> reference) {}
}
