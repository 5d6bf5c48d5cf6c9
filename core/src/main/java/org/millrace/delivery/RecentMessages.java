package org.millrace.delivery;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.message.MessageId;

/**
 * Hands messages over in memory from intake to sending, so that on the good path the journal is
 * written and not read. Bounded: what does not fit is read back. Thread-safe.
 */
public final class RecentMessages {

  /** Most messages kept. */
  private static final int MOST = 4_000;

  private final DeliveryQueue journal;
  private final ConcurrentHashMap<MessageId, Message> recent = new ConcurrentHashMap<>();

  public RecentMessages(DeliveryQueue journal) {
    this.journal = journal;
  }

  public void remember(Message message) {
    if (recent.size() < MOST) {
      recent.put(message.id(), message);
    }
  }

  public Optional<Message> find(MessageId id) {
    Message known = recent.get(id);
    return known != null ? Optional.of(known) : journal.message(id);
  }

  public void forget(MessageId id) {
    recent.remove(id);
  }
}
