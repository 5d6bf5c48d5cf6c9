package org.millrace.plant.day;

import java.time.Duration;
import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.outbox.BusinessMessage;

/** Something that happens at a time of the plant's day, counted from its start. */
public sealed interface DayEvent {
  Duration at();

  /** A system sends a message. */
  record Send(Duration at, BusinessMessage message) implements DayEvent {}

  /** Something breaks for a while of real time. */
  record Break(Duration at, FaultSpec fault) implements DayEvent {}
}
