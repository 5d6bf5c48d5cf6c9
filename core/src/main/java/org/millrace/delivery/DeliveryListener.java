package org.millrace.delivery;

import org.millrace.journal.Message;
import org.millrace.journal.Settlement;

/** Hears of every attempt once its result is durable. Must be quick; called by many threads. */
@FunctionalInterface
public interface DeliveryListener {
  void settled(Message message, Settlement settlement);
}
