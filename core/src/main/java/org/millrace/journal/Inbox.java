package org.millrace.journal;

import java.util.Optional;
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
   * The message that holds a key of a draft at present, which a draft with free keys has not.
   *
   * @throws JournalUnavailableException if the journal cannot be read
   */
  Optional<Receipt.Duplicate> holder(Draft draft);

  /**
   * Appends drafts in one transaction, each of which is kept only if enough of them are good.
   *
   * @throws JournalUnavailableException if the journal cannot be written; nothing was written then
   */
  Together.Result appendTogether(Together together) throws InterruptedException;
}
