package org.millrace.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * Hands messages over in memory from intake to sending, so that on the good path the journal is
 * written and not read. Bounded: what does not fit is read back. Thread-safe.
 */
public final class RecentMessages {

  /** Most messages kept. */
  private static final int MOST = 4_000;

  private final DeliveryQueue journal;
  private final Map<MessageId, Message> recent = new LinkedHashMap<>();

  public RecentMessages(DeliveryQueue journal) {
    this.journal = journal;
  }

  /** Remembers a message; the oldest one makes room. */
  public void remember(Message message) {
    synchronized (recent) {
      recent.put(message.id(), message);
      if (recent.size() > MOST) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
  }

  public Optional<Message> find(MessageId id) {
    Message known;
    synchronized (recent) {
      known = recent.get(id);
    }
    return known != null ? Optional.of(known) : journal.messageInForce(id);
  }

  /** What a delivery brought about; always read. */
  Optional<DeliveryQueue.Effect> effect(DeliveryId id) {
    return journal.effect(id);
  }

  public void forget(MessageId id) {
    synchronized (recent) {
      recent.remove(id);
    }
  }
}
