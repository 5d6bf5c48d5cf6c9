package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.millrace.message.DeliveryState;

/** The four things that people want to tell apart at a glance. */
public enum StateGroup {
  /** A person has to decide. */
  ATTENTION,
  /** Kept safe behind something; goes on by itself when that clears. */
  WAITING,
  /** On its way. */
  MOVING,
  /** Nothing is left for Millrace to do. */
  DONE;

  /** The group of a delivery as it is shown. */
  public static StateGroup of(DeliveryState shown) {
    return switch (shown) {
      case NEEDS_PERSON -> ATTENTION;
      case BLOCKED, HELD, IN_DOUBT -> WAITING;
      case READY, IN_FLIGHT, RETRY_AT -> MOVING;
      case DELIVERED, CONFIRMED, REJECTED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED -> DONE;
    };
  }

  /** The states of a group. */
  public Set<DeliveryState> states() {
    EnumSet<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
    Arrays.stream(DeliveryState.values()).filter(s -> of(s) == this).forEach(states::add);
    return states;
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** States in the order in which deliveries speak for their message: what hurts most first. */
  static final List<DeliveryState> URGENCY =
      List.of(
          DeliveryState.NEEDS_PERSON,
          DeliveryState.IN_DOUBT,
          DeliveryState.HELD,
          DeliveryState.BLOCKED,
          DeliveryState.RETRY_AT,
          DeliveryState.IN_FLIGHT,
          DeliveryState.READY,
          DeliveryState.REJECTED,
          DeliveryState.DELIVERED,
          DeliveryState.CANCELLED,
          DeliveryState.SKIPPED,
          DeliveryState.SETTLED_BY_HAND,
          DeliveryState.CONFIRMED,
          DeliveryState.REROUTED); // another delivery speaks for it
}
