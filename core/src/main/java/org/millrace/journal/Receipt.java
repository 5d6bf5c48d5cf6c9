package org.millrace.journal;

import org.millrace.message.MessageId;

/** What became of an append. The answer exists only after the commit. */
public sealed interface Receipt {

  /** The message that holds the key: the new one, or the first one. */
  MessageId message();

  /** It is durable, with its dedup key and its deliveries. */
  record Accepted(MessageId message) implements Receipt {}

  /**
   * The key was there already; nothing was written.
   *
   * @param message the first message
   * @param sameBytes whether its payload was the same to the byte
   * @param byBusinessKey whether the business key matched, as against only the client's own key
   */
  record Duplicate(MessageId message, boolean sameBytes, boolean byBusinessKey)
      implements Receipt {}
}
