package org.millrace.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Records intents and results of attempts. Thread-safe; concurrent calls share a commit. */
public interface Settlements {

  /**
   * Writes down that a delivery is about to be sent, before it is. Needed where the target cannot
   * dedup, so that a crash leaves a doubt and not a silent second send.
   *
   * @return after the commit: whether it may be sent, which is not so if someone else has moved the
   *     delivery meanwhile
   */
  CompletableFuture<Boolean> intend(Work work);

  /** Commits an attempt with its delivery's next state. */
  CompletableFuture<Committed> settle(Settlement settlement);

  /**
   * Records that a send was under way when the node ended, so that its outcome is unknown.
   *
   * @param askNotBefore the earliest moment at which nothing can be travelling any more
   * @return the work in doubt, or nothing if someone else has moved it
   */
  Optional<Work> doubt(Work work, Instant askNotBefore);

  /**
   * What a settlement came to.
   *
   * @param effective false if someone else had moved the delivery; nothing was written then
   * @param freed deliveries of the same message that this one set free
   */
  record Committed(boolean effective, List<Work> freed) {}
}
