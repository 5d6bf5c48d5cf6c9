package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Holds;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryState;

/**
 * The open deliveries of one target: lanes in order, a gate, limits, and a bounded window onto the
 * journal. Belongs to the dispatcher's thread; it asks for effects and never does I/O.
 *
 * <p>Window: what does not fit stays in the journal and is read back in order. A target that has
 * spilled takes nothing new into memory until its pages are read up to the end; a lane that has
 * spilled likewise. So memory is bounded and no delivery overtakes an earlier one of its lane.
 */
final class TargetQueue {

  private final String system;
  private final Window window;
  private final Agenda agenda;
  private final Predicate<String> skipsOnFailure;
  private final Gate gate;
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Runnables runnables = new Runnables();
  private int concurrency;
  private RateLimit rate;
  private ServiceWindow service;
  private @Nullable Instant rateAwaited;
  private int inFlight;
  private int resident;

  private final Reading reading = new Reading();

  TargetQueue(
      Event.TargetDeclared declared,
      Window window,
      Agenda agenda,
      Predicate<String> skipsOnFailure,
      Instant now) {
    this.system = declared.system();
    this.window = window;
    this.agenda = agenda;
    this.skipsOnFailure = skipsOnFailure;
    this.concurrency = declared.concurrency();
    this.gate = new Gate(system, concurrency, declared.breaker());
    this.rate = new RateLimit(declared.ratePerSecond(), now);
    this.service = new ServiceWindow(declared.window());
  }

  void declare(Event.TargetDeclared declared, Instant now) {
    concurrency = declared.concurrency();
    rate = new RateLimit(declared.ratePerSecond(), now);
    gate.declare(concurrency, declared.breaker());
    service = new ServiceWindow(declared.window());
  }

  TargetSnapshot snapshot() {
    return new TargetSnapshot(
        system, gate.state(), inFlight, resident, reading.isBehind(), concurrency);
  }

  int inFlight() {
    return inFlight;
  }

  /** Takes a new delivery in, unless earlier ones of the target are only in the journal. */
  void appended(Work work) {
    if (reading.isBehind() || resident >= window.mostResident()) {
      reading.missed();
    } else if (!reading.hasPassed(work.id())) {
      take(work);
    }
  }

  void loaded(List<Work> works, boolean complete) {
    if (reading.loaded()) {
      works.forEach(this::take);
      if (complete) {
        reading.ended();
      }
    }
  }

  /** Takes a delivery back that was released or set free, wherever its id belongs. */
  void returned(Work work) {
    reading.movedByOthers();
    Lane lane = lanes.get(work.lane());
    if (lane == null) {
      if (!reading.hasPassed(work.id())) {
        appended(work);
      } else if (resident < window.mostResident() && !reading.startsOver()) {
        place(work);
      } else {
        reading.missedBefore();
      }
    } else if (lane.isHead(work.id())) {
      if (lane.state != Lane.State.BUSY) {
        resident += lane.state == Lane.State.PARKED ? 1 : 0;
        lane.replaceHead(work);
        activate(lane);
      }
    } else if (lane.state == Lane.State.PARKED || lane.head() == null) {
      lane.stale = lane.head() == null;
      lane.spill();
    } else if (reading.isBehind() && !reading.hasPassed(work.id())) {
      reading.missed(); // it comes with its page, as those before it that are not read yet
    } else if (lane.isLast(work.id()) && (lane.spilled || lane.size() >= window.mostInLane())) {
      lane.spill(); // others that come before it may be only in the journal
    } else if (!lane.replace(work)) {
      lane.insert(work);
      resident++;
    }
  }

  /** As {@link #returned}, in the lane of replays. */
  void replayed(Work work) {
    runnables.replay(work.id());
    returned(work);
  }

  /** A person ended a delivery: it leaves its lane. */
  void ended(Work work, List<Effect> effects) {
    reading.movedByOthers();
    Lane lane = lanes.get(work.lane());
    if (lane == null) {
      return;
    }
    lane.stale |= lane.head() == null;
    if (!lane.isHead(work.id())) {
      resident -= lane.remove(work.id()) ? 1 : 0;
    } else if (lane.state != Lane.State.BUSY) {
      advance(lane, effects);
    }
  }

  void settled(Work work, Verdict verdict, Instant now, List<Effect> effects) {
    inFlight--;
    runnables.ends(work.id());
    learn(verdict, now, effects);
    moved(work, effects);
  }

  /** The head of a lane is in a new state. */
  void moved(Work work, List<Effect> effects) {
    Lane lane = lanes.get(work.lane());
    if (lane == null || !lane.isHead(work.id())) {
      return;
    }
    if (goesOn(work)) {
      advance(lane, effects);
    } else {
      lane.replaceHead(work);
      activate(lane);
    }
  }

  void laneLoaded(long id, List<Work> works, boolean complete, List<Effect> effects) {
    Lane lane = lanes.get(id);
    if (lane == null || lane.head() != null) {
      return;
    }
    if (lane.stale) {
      readLane(lane, effects);
      return;
    }
    lane.spilled = !complete || lane.missed;
    works.forEach(lane::append);
    resident += works.size();
    if (lane.head() != null) {
      activate(lane);
    } else {
      leave(lane, effects);
    }
  }

  void laneDue(long id, Instant now) {
    Lane lane = lanes.get(id);
    Work head = lane == null ? null : lane.head();
    if (lane == null || head == null || lane.state != Lane.State.WAITING) {
      return;
    }
    if (head.dueAt().isEmpty() || !head.dueAt().get().isAfter(now)) {
      makeRunnable(lane);
    }
  }

  void hold(Holds.Hold hold, Instant now) {
    gate.hold(hold);
    if (hold.kind() == Holds.Hold.Kind.OUTAGE) {
      agenda.at(now, new Agenda.Entry.ReachDue(system));
    }
  }

  void releasedByPerson() {
    gate.ramp();
  }

  /** Whether a closed gate still waits for the target to answer. */
  boolean awaitsReach() {
    return gate.state() == TargetSnapshot.Gate.CLOSED && !gate.isHeldByPerson();
  }

  void reached(boolean reachable, Instant now, List<Effect> effects) {
    if (!awaitsReach()) {
      return;
    }
    if (!reachable) {
      agenda.at(now.plus(gate.patience()), new Agenda.Entry.ReachDue(system));
      return;
    }
    gate.reached();
    if (runnables.isEmpty()) {
      gate.ramp();
      effects.add(new Effect.EndHold(system));
    }
  }

  void rateDue() {
    rateAwaited = null;
  }

  /** Begins what may begin now and reads on where there is room. */
  void pump(Instant now, Instant wall, List<Effect> effects, boolean draining) {
    lookAtWindow(now, wall);
    while (!draining
        && service.isOpen()
        && inFlight < gate.width()
        && runnables.mayBegin(gate.width())
        && ratePermits(now)) {
      begin(runnables.take(), effects);
    }
    if (reading.mayLoad() && !draining && resident <= window.mostResident() / 2) {
      effects.add(new Effect.Load(system, reading.load(), window.page()));
    }
  }

  /** What has gathered while it was closed begins at a ramp. */
  private void lookAtWindow(Instant now, Instant wall) {
    boolean wasOpen = service.isOpen();
    if (service.look(wall)) {
      Duration until = Duration.between(wall, service.nextChange().orElseThrow());
      agenda.at(now.plus(until), new Agenda.Entry.WindowDue(system));
    }
    if (!wasOpen && service.isOpen() && gate.state() == TargetSnapshot.Gate.OPEN) {
      gate.ramp();
    }
  }

  /** Whether the rate lets the next one begin; if not, it is waited for. */
  private boolean ratePermits(Instant now) {
    boolean replay = runnables.nextIsReplay();
    boolean permits = replay ? rate.takeSpare(now) : rate.take(now);
    if (!permits) {
      Instant next = replay ? rate.sparesAt(now) : rate.nextAt(now);
      if (rateAwaited == null || next.isBefore(rateAwaited)) {
        rateAwaited = next;
        agenda.at(next, new Agenda.Entry.RateDue(system));
      }
    }
    return permits;
  }

  private void begin(@Nullable Lane lane, List<Effect> effects) {
    Work head = lane == null ? null : lane.head();
    if (lane == null || head == null || lane.state != Lane.State.RUNNABLE) {
      return; // it was ended or released meanwhile and stands further back again
    }
    lane.state = Lane.State.BUSY;
    if (head.state() == DeliveryState.IN_FLIGHT) {
      effects.add(new Effect.Doubt(head));
      return;
    }
    inFlight++;
    runnables.begins(head.id());
    effects.add(
        head.state() == DeliveryState.IN_DOUBT ? new Effect.Ask(head) : new Effect.Send(head));
  }

  private void take(Work work) {
    reading.took(work.id());
    place(work);
  }

  private void place(Work work) {
    Lane lane = lanes.get(work.lane());
    if (lane == null) {
      lane = new Lane(work.lane());
      lanes.put(work.lane(), lane);
      lane.append(work);
      resident++;
      activate(lane);
    } else if (!lane.contains(work.id())) {
      if (lane.spilled || lane.state == Lane.State.PARKED || lane.size() >= window.mostInLane()) {
        lane.spill();
      } else if (lane.isLast(work.id())) {
        lane.append(work);
        resident++;
      } else {
        lane.insert(work);
        resident++;
      }
    }
  }

  /** Gives a lane the state that its head asks for. */
  private void activate(Lane lane) {
    Work head = lane.head();
    if (head == null) {
      return;
    }
    switch (head.state()) {
      case READY, IN_FLIGHT -> makeRunnable(lane);
      case RETRY_AT, IN_DOUBT -> {
        lane.state = Lane.State.WAITING;
        agenda.at(head.dueAt().orElse(Instant.EPOCH), new Agenda.Entry.LaneDue(system, lane.id));
      }
      case HELD, NEEDS_PERSON, BLOCKED -> park(lane);
      case DELIVERED, CONFIRMED, REJECTED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED ->
          throw new IllegalStateException("a done delivery heads a lane: " + head);
    }
  }

  private void makeRunnable(Lane lane) {
    lane.state = Lane.State.RUNNABLE;
    runnables.add(lane);
  }

  /** A parked lane keeps its head as a mark and takes no room in the window. */
  private void park(Lane lane) {
    resident -= lane.size();
    lane.state = Lane.State.PARKED;
    runnables.forgetHead(lane);
    if (lane.dropFollowers() > 0) {
      lane.spill();
    }
  }

  private boolean goesOn(Work work) {
    return !work.state().holdsItsKey()
        || (work.state() == DeliveryState.NEEDS_PERSON && skipsOnFailure.test(work.flow()));
  }

  private void advance(Lane lane, List<Effect> effects) {
    runnables.forgetHead(lane);
    lane.removeHead();
    if (lane.state != Lane.State.PARKED) {
      resident--;
    }
    if (lane.head() != null) {
      activate(lane);
    } else {
      leave(lane, effects);
    }
  }

  /** An empty lane is read on from the journal or forgotten. */
  private void leave(Lane lane, List<Effect> effects) {
    lane.state = Lane.State.BUSY;
    if (lane.spilled) {
      readLane(lane, effects);
    } else {
      lanes.remove(lane.id);
    }
  }

  private void readLane(Lane lane, List<Effect> effects) {
    lane.missed = false;
    lane.stale = false;
    effects.add(new Effect.LoadLane(system, lane.id, window.mostInLane()));
  }

  private void learn(Verdict verdict, Instant now, List<Effect> effects) {
    Optional<Holds.Hold> hold =
        switch (verdict) {
          case Verdict.Works ignored -> {
            if (gate.worked()) {
              effects.add(new Effect.EndHold(system));
            }
            yield Optional.empty();
          }
          case Verdict.Failed failed -> gate.failed(failed, now);
          case Verdict.Out out -> gate.out(out, now);
          case Verdict.Silent ignored -> Optional.empty();
        };
    hold.ifPresent(
        h -> {
          effects.add(new Effect.RecordHold(h));
          agenda.at(now.plus(gate.patience()), new Agenda.Entry.ReachDue(system));
        });
  }
}
