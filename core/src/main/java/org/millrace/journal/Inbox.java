package org.millrace.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes messages in. Thread-safe; concurrent appends share a commit. */
public interface Inbox {

  /**
   * Makes message, dedup key and deliveries durable in one commit.
   *
   * @return completes after the commit; fails with {@link JournalUnavailableException} if the
   *     journal is full or cannot be written, and then nothing was written
   */
  CompletableFuture<Receipt> append(Draft draft);

  /**
   * Appends all or, if any of them is a duplicate with other content, none.
   *
   * @return a receipt per draft, in order
   */
  List<Receipt> appendTogether(List<Draft> drafts) throws InterruptedException;
}
