package org.millrace.delivery;

import org.millrace.journal.Message;
import org.millrace.journal.Settlement;

/** Hears of the work on deliveries. Must be quick; called by many threads. */
public interface DeliveryListener {

  /** A call of a target begins. */
  void begins(String system);

  /** A call that began has ended and its result is durable. */
  void settled(Message message, Settlement settlement);

  /** A call that began came to nothing, because the delivery had been moved meanwhile. */
  void superseded(String system);
}
