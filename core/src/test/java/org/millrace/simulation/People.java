package org.millrace.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.millrace.delivery.SimulatedNode;
import org.millrace.journal.Commands.Ended;
import org.millrace.journal.Holds;
import org.millrace.journal.Message;
import org.millrace.journal.StandbyPlan;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryState;

/**
 * People at work: they hold and release targets, and decide what needs a person. They are careful:
 * they wait until nothing can be travelling any more and look into the target before they decide.
 */
final class People {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");

  private final MemoryJournal journal;
  private final MemoryCommands commands;
  private final Correcting correcting;
  private final StandbyPlan standbys;
  private final MemoryHolds holds;
  private final Chronicle chronicle;
  private final Map<String, SimulatedTarget> targets;
  private final SimulatedTime time;
  private final RandomGenerator random;

  People(
      MemoryJournal journal,
      LandscapeCatalog catalog,
      MemoryHolds holds,
      Chronicle chronicle,
      Map<String, SimulatedTarget> targets,
      SimulatedTime time,
      RandomGenerator random) {
    this.journal = journal;
    this.commands = new MemoryCommands(journal);
    this.correcting = new Correcting(journal, catalog, random);
    this.standbys = new StandbyPlan(catalog, journal);
    this.holds = holds;
    this.chronicle = chronicle;
    this.targets = targets;
    this.time = time;
    this.random = random;
  }

  void holdOrRelease(SimulatedNode node) {
    List<String> names = List.copyOf(targets.keySet());
    String system = names.get(random.nextInt(names.size()));
    boolean held = holds.all().stream().anyMatch(hold -> hold.system().equals(system));
    if (held) {
      holds.release(system, ADA, "done");
      node.release(system);
    } else {
      Holds.Hold hold =
          new Holds.Hold(
              system, Holds.Hold.Kind.PERSON, "held-by-person", "stocktaking", time.instant(), ADA);
      holds.hold(hold);
      node.hold(hold);
    }
  }

  /** Releases what people hold. */
  void letGo(SimulatedNode node) {
    for (Holds.Hold hold : holds.all()) {
      if (hold.kind() == Holds.Hold.Kind.PERSON) {
        holds.release(hold.system(), ADA, "done");
        node.release(hold.system());
      }
    }
  }

  /** Decides about one of the deliveries that may be decided about. */
  void decideOne(SimulatedNode node) {
    List<DeliveryRow> open = journal.rows.values().stream().filter(this::mayDecide).toList();
    if (!open.isEmpty()) {
      decide(open.get(random.nextInt(open.size())), node);
    }
  }

  /** Decides about all that need a person. */
  void workThrough(SimulatedNode node) {
    for (DeliveryRow row : List.copyOf(journal.rows.values())) {
      if (row.state == DeliveryState.NEEDS_PERSON && mayDecide(row)) {
        decide(row, node);
      }
    }
  }

  private boolean mayDecide(DeliveryRow row) {
    long quiet = SimulatedTarget.TIMEOUT.plus(SimulatedTarget.SETTLE).toNanos();
    return switch (row.state) {
      case NEEDS_PERSON, IN_DOUBT -> time.nanos() - chronicle.touchedAt(row.id) > quiet;
      case BLOCKED, HELD -> random.nextInt(20) == 0;
      case READY,
          IN_FLIGHT,
          RETRY_AT,
          DELIVERED,
          CONFIRMED,
          REJECTED,
          SETTLED_BY_HAND,
          CANCELLED,
          REROUTED,
          SKIPPED ->
          false;
    };
  }

  private void decide(DeliveryRow row, SimulatedNode node) {
    Message message = journal.messageInForce(row.id.message()).orElseThrow();
    boolean there = isThere(row);
    boolean wrong = message.content().path("poison").asBoolean(false);
    boolean hopeless = wrong || message.content().has("crashes");
    if (there) {
      ended(commands.settleByHand(row.id, "DOC", ADA, "it is there"), node);
    } else if (random.nextInt(wrong ? 2 : 6) == 0 && mayCorrect(row)) {
      correcting.correct(row.id.message(), node);
    } else if (hopeless || row.state == DeliveryState.BLOCKED || random.nextInt(4) == 0) {
      ended(commands.cancel(row.id, ADA, "not needed"), node);
    } else if (row.state == DeliveryState.NEEDS_PERSON && wentAnotherWay(row, node)) {
      return;
    } else if (row.caseNumber.isPresent() && random.nextInt(3) == 0) {
      releaseCase(row.caseNumber.get(), node);
    } else {
      commands.release(row.id, ADA, "try again").ifPresent(work -> node.returned(List.of(work)));
    }
  }

  /** A correction lets all of its message go that need a person. */
  private boolean mayCorrect(DeliveryRow row) {
    List<DeliveryRow> waiting =
        journal.ofMessage(row.id.message()).stream()
            .filter(other -> other.state == DeliveryState.NEEDS_PERSON)
            .toList();
    return !waiting.isEmpty()
        && waiting.stream().allMatch(other -> mayDecide(other) && !isThere(other));
  }

  /** Where something stands by, it is used now and then. */
  private boolean wentAnotherWay(DeliveryRow row, SimulatedNode node) {
    Standbys others = standbys.apply(row.id);
    if (others.alternative().isPresent() && random.nextInt(3) == 0) {
      Standbys.Planned other = others.alternative().get();
      ended(commands.reroute(row.id, other, ADA, "to the other one"), node);
      return true;
    }
    if (!others.compensations().isEmpty() && random.nextInt(3) == 0) {
      ended(commands.compensate(row.id, others.compensations(), ADA, "given up"), node);
      return true;
    }
    return false;
  }

  private void releaseCase(long number, SimulatedNode node) {
    boolean sure =
        journal.rows.values().stream()
            .filter(row -> row.caseNumber.equals(Optional.of(number)))
            .allMatch(row -> mayDecide(row) && !isThere(row));
    if (sure) {
      commands.releaseCase(number).ifPresent(node::returned);
    }
  }

  private boolean isThere(DeliveryRow row) {
    Message message = journal.message(row.id.message()).orElseThrow();
    return Optional.ofNullable(targets.get(row.system))
        .orElseThrow()
        .ledger
        .has(row.id.toString(), message.businessKey(), row.compensates > 0);
  }

  private static void ended(Optional<Ended> ended, SimulatedNode node) {
    ended.ifPresent(
        end -> {
          node.ended(end.work());
          List<Work> freed = new ArrayList<>(end.freed());
          if (!freed.isEmpty()) {
            node.returned(freed);
          }
        });
  }

  /**
   * Whether all that is open waits for a person, or behind one.
   *
   * @param theyWork if so, nothing at all may be open
   */
  boolean nothingElseIsOpen(boolean theyWork) {
    Set<Long> parked = new HashSet<>();
    for (DeliveryRow row : journal.rows.values()) {
      boolean waits = row.state == DeliveryState.NEEDS_PERSON || row.state == DeliveryState.BLOCKED;
      if (row.state == DeliveryState.HELD) {
        return false; // it goes, or a person is told
      }
      boolean waitsForANumber = row.state == DeliveryState.BLOCKED && row.sequence.isPresent();
      if (waitsForANumber && !theyWork) {
        continue; // one that came later may go before it, and is open if it has not
      }
      if (waits && !theyWork) {
        parked.add(row.lane);
      } else if (!row.state.isTerminal()
          && row.state != DeliveryState.DELIVERED
          && !parked.contains(row.lane)) {
        return false;
      }
    }
    return true;
  }
}
