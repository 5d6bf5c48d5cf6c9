package org.millrace.plant.day;

import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.outbox.BusinessMessage;

/** Where the day's events take place. */
public interface DayStage {
  /**
   * Sends a message.
   *
   * @param event the event's place in the script, from 1
   */
  void send(BusinessMessage message, long event);

  void breakDown(FaultSpec fault);

  /** Whether the outboxes hold so much that the day must wait. */
  boolean full();

  /** The day's last event has happened. */
  default void over() {}
}
