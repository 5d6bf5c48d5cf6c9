package org.millrace.journal;

import java.time.Instant;
import java.util.Optional;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;

/**
 * A corrected content of a message.
 *
 * @param version of the content, once it is approved; what came is 1
 * @param changes JSON: a list of pointer, from and to
 * @param fourEyes whether somebody else than who proposed it has to approve it
 * @param emergency whether it took effect without a second person although one was due
 */
public record Correction(
    long id,
    MessageId message,
    int version,
    State state,
    String changes,
    boolean fourEyes,
    boolean emergency,
    Actor proposedBy,
    Instant proposedAt,
    String reason,
    Optional<Decided> decided) {

  /** What became of it. */
  public enum State {
    PROPOSED,
    APPROVED,
    REJECTED,
    WITHDRAWN
  }

  /** Who decided, when and why. */
  public record Decided(Actor by, Instant at, Optional<String> reason) {}
}
