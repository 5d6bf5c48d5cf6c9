package org.millrace.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/** Reads open work back, in order of acceptance. Used after a restart and to refill a window. */
public interface DeliveryQueue {

  /** Open deliveries of a system after an id, in order. Those blocked by a step are left out. */
  List<Work> openOf(String system, Optional<DeliveryId> after, int limit);

  /** Open deliveries of one lane after an id, in order. */
  List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit);

  /** One delivery, whatever its state. */
  Optional<Work> find(DeliveryId id);

  /** The message as it came, its payload parsed. */
  Optional<Message> message(MessageId id);

  /** The message with the newest approved version of its content: what is to be sent. */
  default Optional<Message> messageInForce(MessageId id) {
    return message(id);
  }

  /** The same of several messages; those that are not there are left out. */
  default Map<MessageId, Message> messagesInForce(Collection<MessageId> ids) {
    Map<MessageId, Message> found = new HashMap<>();
    ids.forEach(id -> messageInForce(id).ifPresent(message -> found.put(id, message)));
    return found;
  }

  /** What a delivery brought about, for what takes it back; nothing if that is not known. */
  default Optional<Effect> effect(DeliveryId id) {
    return Optional.empty();
  }

  /**
   * What a delivery brought about.
   *
   * @param reference the document's number in the target
   * @param result what the target answered, as JSON; missing if the answer got lost
   */
  record Effect(Optional<String> reference, Optional<String> result) {}

  /** Names of the systems that have open work. */
  List<String> systemsWithOpenWork();
}
