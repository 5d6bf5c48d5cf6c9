package org.millrace.message;

/**
 * Technical state of a delivery. The names are stored and shown in the API.
 *
 * <p>Waiting behind an earlier delivery of the same order key is no stored state: it follows from
 * the journal and is shown as {@code BLOCKED} with its blocker. {@link #BLOCKED} is stored only for
 * a delivery that waits for an earlier step of its own message.
 */
public enum DeliveryState {
  /** Waits for an earlier step of the same message. */
  BLOCKED,
  /** May be sent as soon as its turn comes. */
  READY,
  /** The intent to send was recorded; the answer is not in the journal yet. */
  IN_FLIGHT,
  /** Will be sent again at a known time. */
  RETRY_AT,
  /** Waits for a gate of its target to open, or for a person to let it go. */
  HELD,
  /** A request may have left and nothing proves its effect; it is asked for, never sent blindly. */
  IN_DOUBT,
  /** Nothing goes on before a person decides; a case names what is needed. */
  NEEDS_PERSON,
  /** The target has taken it; its business confirmation is still due. */
  DELIVERED,
  /** The target has taken it and the business effect is evident. */
  CONFIRMED,
  /** The target's business answer was no. */
  REJECTED,
  /** A person recorded that it was done outside, with the document's number. */
  SETTLED_BY_HAND,
  /** A person decided that it is not to be done, with the reason. */
  CANCELLED,
  /** It goes to the step's other target instead. */
  REROUTED,
  /** Not sent because an earlier step it depends on ended without its effect. */
  SKIPPED;

  /** Whether nothing more will happen by itself or by a person. */
  public boolean isTerminal() {
    return switch (this) {
      case CONFIRMED, REJECTED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED -> true;
      case BLOCKED, READY, IN_FLIGHT, RETRY_AT, HELD, IN_DOUBT, NEEDS_PERSON, DELIVERED -> false;
    };
  }

  /** Whether later deliveries of the same order key must wait for it. */
  public boolean holdsItsKey() {
    return !isTerminal() && this != DELIVERED;
  }

  /** Whether the target is known to have the effect. */
  public boolean hasEffect() {
    return this == DELIVERED || this == CONFIRMED || this == SETTLED_BY_HAND;
  }
}
