package org.millrace.proof;

import java.util.EnumSet;
import java.util.Set;
import org.millrace.message.DeliveryState;

/** A delivery that can still tell something, as its record says that it stands. */
final class Open {
  final Fact.Planned planned;
  final int version;
  final Set<DeliveryState> sinceAttempt = EnumSet.noneOf(DeliveryState.class);
  DeliveryState state;

  /** The delivery whose effect it waits for, empty for none. */
  String after;

  /** Whether its place in its lane is not by the order of commits. */
  boolean later;

  int attempts;
  int tries;
  boolean effect;
  boolean moved;

  /** Whether its place in the order is lost: a person had it, or it waits for a stand-in. */
  boolean passed;

  long minute;
  int calls;

  Open(Fact.Planned planned, int version) {
    this.planned = planned;
    this.version = version;
    this.after = planned.after();
    this.state = planned.after().isEmpty() ? DeliveryState.READY : DeliveryState.BLOCKED;
    sinceAttempt.add(state);
    if (planned.number() > 0) {
      sinceAttempt.add(DeliveryState.BLOCKED);
    }
  }

  /** It needs something that may not be there. */
  void needs() {
    if (state == DeliveryState.READY) {
      state = DeliveryState.HELD;
      sinceAttempt.add(state);
    }
  }

  /**
   * It waits for what stands in for another one from now on. Later messages of its key still go to
   * the first target, so its place in the order is lost.
   */
  void waitFor(String other) {
    after = other;
    passed = true;
  }

  /** One with a number may wait from the start. */
  boolean mayBe(DeliveryState other) {
    boolean waitsFromTheStart = planned.number() > 0 && !moved && other == DeliveryState.BLOCKED;
    return other == state || waitsFromTheStart;
  }

  /**
   * Whether the record has no gap. An attempt begins in one state and may end in another, if
   * someone else moved the delivery meanwhile; an intent has no entry of its own.
   */
  boolean mayCome(DeliveryState from, String by) {
    boolean intended =
        from == DeliveryState.IN_FLIGHT
            && (state == DeliveryState.READY || state == DeliveryState.RETRY_AT);
    return mayBe(from) || intended || (by.equals("attempt") && sinceAttempt.contains(from));
  }

  void moved(DeliveryState to, String by) {
    if (by.equals("attempt")) {
      sinceAttempt.clear();
    }
    state = to;
    moved = true;
    sinceAttempt.add(to);
    passed |= planned.skips() && to == DeliveryState.NEEDS_PERSON;
  }

  /** Whether later ones of the lane may have their effect. */
  boolean letsPass() {
    return effect || state.isTerminal() || passed;
  }
}
