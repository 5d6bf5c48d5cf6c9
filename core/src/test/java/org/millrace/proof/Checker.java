package org.millrace.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.millrace.message.DeliveryState;

/**
 * Reads a history once and finds what broke an invariant. Memory: what is open, plus a few bytes
 * for each key and each delivery that has ended.
 *
 * <p>I1 every acknowledged key has exactly one message · I2 at most one effect per delivery · I3
 * effects of a lane in order · I4 in the end everything is terminal, a person's with a case, or
 * behind such a head · I5 no gap in the record of a delivery · I6 confirmed only with an effect ·
 * I7 tries, calls a minute, memory and requests under way are bounded. The rest are {@link Rule}s.
 */
public final class Checker implements Consumer<Fact> {

  /** Most violations that are kept; all are counted. */
  private static final int MOST_KEPT = 50;

  private static final long MINUTE = 60_000;

  /** Most tries between two decisions of a person, and most calls of one delivery in a minute. */
  public record Limits(int tries, int callsPerMinute) {
    public static final Limits STANDARD = new Limits(12, 40);
  }

  private final Limits limits;
  private final List<Rule> rules = List.of(new Needs(), new OtherWays(), new Corrected());
  private final Keys stored = new Keys();
  private final Keys ended = new Keys();
  private final Map<String, String> unmatched = new HashMap<>();
  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, List<Open>> lanes = new HashMap<>();
  private final Map<String, BitSet> numbers = new HashMap<>();
  private final List<Fact.Stands> waiting = new ArrayList<>();
  private final Map<String, Fact.Target> targets = new HashMap<>();
  private final Set<String> personsLanes = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private long found;
  private int mostOpen;

  public Checker(Limits limits) {
    this.limits = limits;
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** All violations, also those that were not kept. */
  public long found() {
    return found;
  }

  /** Most deliveries that were open at once: what the checker's memory follows. */
  public int mostOpen() {
    return mostOpen;
  }

  public long messages() {
    return stored.size();
  }

  @Override
  public void accept(Fact fact) {
    rules.forEach(rule -> rule.accept(fact, this::violated));
    switch (fact) {
      case Fact.Target f -> targets.put(f.system(), f);
      case Fact.Acknowledged f -> acknowledged(f);
      case Fact.Stored f -> stored(f);
      case Fact.PlannedLater f -> plannedLater(f);
      case Fact.Needs f -> needs(f);
      case Fact.Corrected ignored -> {}
      case Fact.Called f -> called(f);
      case Fact.Effect f -> effect(f);
      case Fact.Moved f -> moved(f);
      case Fact.Measured f -> measured(f);
      case Fact.Struck ignored -> {}
      case Fact.Stands f -> stands(f);
      case Fact.Ended f -> ended(f);
    }
  }

  private void violated(String invariant, long at, String what) {
    found++;
    if (violations.size() < MOST_KEPT) {
      violations.add(new Violation(invariant, at, what));
    }
  }

  private void acknowledged(Fact.Acknowledged f) {
    int message = f.message().hashCode();
    stored
        .get(f.key())
        .ifPresentOrElse(
            first -> {
              if (first != message) {
                violated("I1", f.at(), f.key() + " was acknowledged as another message");
              }
            },
            () -> unmatched.put(f.key(), f.message()));
  }

  private void stored(Fact.Stored f) {
    if (stored.get(f.key()).isPresent()) {
      violated("I1", f.at(), f.key() + " has a second message, " + f.message());
    }
    stored.put(f.key(), f.message().hashCode());
    String told = unmatched.remove(f.key());
    if (told != null && !told.equals(f.message())) {
      violated("I1", f.at(), f.key() + " was acknowledged as another message");
    }
    for (Fact.Planned planned : f.deliveries()) {
      Open delivery = new Open(planned, f.version());
      open.put(planned.delivery(), delivery);
      place(delivery);
    }
    mostOpen = Math.max(mostOpen, open.size());
  }

  /** What waited for a delivery waits for the one that stands in for it. */
  private void plannedLater(Fact.PlannedLater f) {
    Open delivery = new Open(f.planned(), f.version());
    delivery.later = true;
    open.put(f.planned().delivery(), delivery);
    place(delivery);
    open.values().stream()
        .filter(other -> !f.takesBack() && other.after.equals(f.of()))
        .forEach(other -> other.waitFor(f.planned().delivery()));
  }

  private void needs(Fact.Needs f) {
    Open delivery = open.get(f.delivery());
    if (delivery != null) {
      delivery.needs();
    }
  }

  /** Behind the last, or where its number belongs. */
  private void place(Open delivery) {
    String lane = delivery.planned.lane();
    long number = delivery.planned.number();
    List<Open> places = lanes.computeIfAbsent(lane, name -> new ArrayList<>());
    int at = places.size();
    if (number > 0) {
      numbers.computeIfAbsent(lane, name -> new BitSet()).set(Math.toIntExact(number));
      while (at > 0 && places.get(at - 1).planned.number() > number) {
        at--;
      }
    }
    places.add(at, delivery);
  }

  /** The lowest number that has not come yet. */
  private int firstMissing(String lane) {
    return numbers.getOrDefault(lane, new BitSet()).nextClearBit(1);
  }

  private void called(Fact.Called f) {
    Open delivery = open.get(f.delivery());
    if (delivery == null) {
      return; // a late caller; whether it did harm is seen in the ledger
    }
    if (f.at() - delivery.minute >= MINUTE) {
      delivery.minute = f.at();
      delivery.calls = 0;
    }
    if (++delivery.calls == limits.callsPerMinute() + 1) {
      violated("I7", f.at(), f.delivery() + " was called for too often within a minute");
    }
  }

  private void effect(Fact.Effect f) {
    Open delivery = open.get(f.delivery());
    if (delivery == null) {
      violated(
          "I2",
          f.at(),
          f.delivery()
              + (ended.get(f.delivery()).orElse(0) == 1
                  ? " has a second effect"
                  : " has an effect although it ended without one"));
      return;
    }
    if (delivery.effect) {
      violated("I2", f.at(), f.delivery() + " has a second effect");
    }
    if (f.version() != 0 && f.version() != delivery.version) {
      violated("PINNED", f.at(), f.delivery() + " was sent by landscape " + f.version());
    }
    if (delivery.planned.number() > firstMissing(delivery.planned.lane())) {
      violated("I3", f.at(), f.delivery() + " has its effect before an earlier number has come");
    }
    for (Open earlier : lane(delivery)) {
      if (earlier == delivery || delivery.later) {
        break;
      }
      if (!earlier.letsPass()) {
        violated(
            "I3", f.at(), f.delivery() + " has its effect before " + earlier.planned.delivery());
        break;
      }
    }
    delivery.effect = true;
    forget(delivery);
  }

  private void moved(Fact.Moved f) {
    Open delivery = open.get(f.delivery());
    if (delivery == null) {
      violated("I5", f.at(), f.delivery() + " moved to " + f.to() + " after its end");
      return;
    }
    DeliveryState from = DeliveryState.valueOf(f.from());
    if (!delivery.mayCome(from, f.by())) {
      violated("I5", f.at(), f.delivery() + " moved from " + from + ", but was " + delivery.state);
    }
    delivery.moved(DeliveryState.valueOf(f.to()), f.by());
    switch (f.by()) {
      case "attempt" -> attempted(f, delivery);
      case "person" -> delivery.tries = 0;
      default -> {}
    }
    forget(delivery);
  }

  private void attempted(Fact.Moved f, Open delivery) {
    if (f.attempt() != ++delivery.attempts) {
      violated(
          "I5",
          f.at(),
          f.delivery() + " records attempt " + f.attempt() + " as its " + delivery.attempts);
    }
    delivery.tries += f.counted() ? 1 : 0;
    if (delivery.tries == limits.tries() + 1) {
      violated("I7", f.at(), f.delivery() + " was tried more often than " + limits.tries());
    }
    if (delivery.state == DeliveryState.CONFIRMED && !delivery.effect) {
      violated("I6", f.at(), f.delivery() + " is confirmed by " + f.evidence() + ", unproven");
    }
  }

  private void measured(Fact.Measured f) {
    Fact.Target target = targets.get(f.system());
    if (target == null) {
      return;
    }
    if (f.inFlight() > target.concurrency()) {
      violated("I7", f.at(), f.inFlight() + " requests under way at " + f.system());
    }
    if (f.resident() > target.mostResident()) {
      violated("I7", f.at(), f.resident() + " deliveries of " + f.system() + " in memory");
    }
  }

  private void stands(Fact.Stands f) {
    DeliveryState state = DeliveryState.valueOf(f.state());
    Open delivery = open.get(f.delivery());
    if (delivery == null) {
      if (!state.isTerminal()) {
        violated("I5", f.at(), f.delivery() + " stands as " + state + " after its end");
      }
      return;
    }
    boolean intended =
        state == DeliveryState.IN_FLIGHT
            && (delivery.state == DeliveryState.READY || delivery.state == DeliveryState.RETRY_AT);
    if (!delivery.mayBe(state) && !intended) {
      violated(
          "I5", f.at(), f.delivery() + " stands as " + state + ", on record as " + delivery.state);
    }
    if (state == DeliveryState.NEEDS_PERSON && !f.inCase()) {
      violated("I4", f.at(), f.delivery() + " needs a person, but no case has it");
    }
    boolean waitsForANumber = state == DeliveryState.BLOCKED && delivery.planned.number() > 0;
    if (waitsForANumber || (delivery.later && !isExcused(delivery, state))) {
      waiting.add(f); // whom it waits for may be told of later
    } else if (!isExcused(delivery, state)) {
      violated("I4", f.at(), f.delivery() + " is still " + state + " after the calm");
    }
  }

  private boolean isExcused(Open delivery, DeliveryState state) {
    if (state.isTerminal() || state == DeliveryState.DELIVERED) {
      return true;
    }
    if (state == DeliveryState.NEEDS_PERSON || state == DeliveryState.HELD) {
      // Whether it is right that one is held is for the rule about needs to say.
      personsLanes.add(delivery.planned.lane());
      return true;
    }
    if (state == DeliveryState.BLOCKED) {
      Open earlier = open.get(delivery.after);
      boolean excused = earlier != null && !earlier.state.isTerminal();
      if (excused) {
        personsLanes.add(delivery.planned.lane());
      }
      return excused;
    }
    return personsLanes.contains(delivery.planned.lane());
  }

  private void ended(Fact.Ended f) {
    for (Fact.Stands still : waiting) {
      Open delivery = open.get(still.delivery());
      if (delivery != null && !personsLanes.contains(delivery.planned.lane())) {
        violated(
            "I4", f.at(), still.delivery() + " is " + still.state() + ", and nobody has to act");
      }
    }
    unmatched
        .keySet()
        .forEach(key -> violated("I1", f.at(), key + " was acknowledged and is nowhere"));
  }

  private Iterable<Open> lane(Open delivery) {
    return lanes.getOrDefault(delivery.planned.lane(), new ArrayList<>());
  }

  /** Drops what can tell nothing more: ended, and first of its lane. */
  private void forget(Open changed) {
    List<Open> lane = lanes.get(changed.planned.lane());
    if (lane == null) {
      return;
    }
    Iterator<Open> heads = lane.iterator();
    while (heads.hasNext()) {
      Open head = heads.next();
      if (!head.state.isTerminal()) {
        break;
      }
      heads.remove();
      open.remove(head.planned.delivery());
      ended.put(head.planned.delivery(), head.effect ? 1 : 2);
    }
    if (lane.isEmpty()) {
      lanes.remove(changed.planned.lane());
    }
  }
}
