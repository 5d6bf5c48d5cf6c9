package org.millrace.journal;

import java.util.List;
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

  /**
   * Commits an attempt with its delivery's next state.
   *
   * @return after the commit: deliveries of the same message that this one set free
   */
  CompletableFuture<List<Work>> settle(Settlement settlement);
}
