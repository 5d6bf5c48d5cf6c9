package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.millrace.journal.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whose turn it is: a deterministic state machine that takes events and returns effects. It
 * reads no clock, does no I/O and belongs to one thread, so that a recorded or seeded sequence of
 * events gives the same effects again.
 *
 * <p>What it guarantees: within a lane one delivery at a time, in order, the next one only after
 * the outcome of the one before is durable; a target gets no more than its gate, concurrency and
 * rate allow; memory is bounded (see {@link TargetQueue}).
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** A difference by which the wall clock was not just corrected but set. */
  private static final Duration CLOCK_SET = Duration.ofSeconds(1);

  private final Window window;
  private final Predicate<String> skipsOnFailure;
  private final Agenda agenda = new Agenda();
  private final Map<String, TargetQueue> targets = new LinkedHashMap<>();
  private final Set<TargetQueue> touched = new LinkedHashSet<>();
  private boolean draining;

  /** By how much the wall clock is ahead of steady time. */
  private Duration ahead = Duration.ZERO;

  /**
   * @param skipsOnFailure whether a flow's later messages go on past one that needs a person
   */
  Dispatcher(Window window, Predicate<String> skipsOnFailure) {
    this.window = window;
    this.skipsOnFailure = skipsOnFailure;
  }

  /** Handles one event and returns what is to be done, in order. */
  List<Effect> on(Event event, Instant now) {
    return on(event, now, now.plus(ahead));
  }

  /**
   * Handles one event.
   *
   * @param now steady time, which waits are measured in
   * @param wall what the wall clock shows, which only calendars go by
   */
  List<Effect> on(Event event, Instant now, Instant wall) {
    Duration shown = Duration.between(now, wall);
    if (shown.minus(ahead).abs().compareTo(CLOCK_SET) > 0) {
      ahead = shown;
      touched.addAll(targets.values()); // a window may be open now, or closed
    }
    List<Effect> effects = new ArrayList<>();
    handle(event, now, effects);
    for (Optional<Agenda.Entry> due = agenda.due(now); due.isPresent(); due = agenda.due(now)) {
      handle(due.get(), now, effects);
    }
    for (TargetQueue target : touched) {
      target.pump(now, wall, effects, draining);
    }
    touched.clear();
    return effects;
  }

  /** When the next thing falls due, if anything does. */
  Optional<Instant> wakeAt() {
    return agenda.next();
  }

  /** Requests under way at all targets. */
  int inFlight() {
    return targets.values().stream().mapToInt(TargetQueue::inFlight).sum();
  }

  List<TargetSnapshot> snapshots() {
    return targets.values().stream().map(TargetQueue::snapshot).toList();
  }

  private void handle(Event event, Instant now, List<Effect> effects) {
    switch (event) {
      case Event.Appended e -> e.works().forEach(work -> target(work, t -> t.appended(work)));
      case Event.Returned e -> e.works().forEach(work -> target(work, t -> t.returned(work)));
      case Event.Replayed e -> e.works().forEach(work -> target(work, t -> t.replayed(work)));
      case Event.Ended e -> target(e.work(), t -> t.ended(e.work(), effects));
      case Event.Loaded e -> target(e.system(), t -> t.loaded(e.works(), e.complete()));
      case Event.LaneLoaded e ->
          target(e.system(), t -> t.laneLoaded(e.lane(), e.works(), e.complete(), effects));
      case Event.Settled e -> target(e.work(), t -> t.settled(e.work(), e.verdict(), now, effects));
      case Event.Doubted e -> target(e.work(), t -> t.moved(e.work(), effects));
      case Event.Reached e -> target(e.system(), t -> t.reached(e.reachable(), now, effects));
      case Event.HoldOrdered e -> target(e.hold().system(), t -> t.hold(e.hold(), now));
      case Event.ReleaseOrdered e -> target(e.system(), TargetQueue::releasedByPerson);
      case Event.TargetDeclared e -> declare(e, now);
      case Event.Tick ignored -> {}
      case Event.Drain ignored -> draining = true;
    }
  }

  private void handle(Agenda.Entry entry, Instant now, List<Effect> effects) {
    switch (entry) {
      case Agenda.Entry.LaneDue e -> target(e.system(), t -> t.laneDue(e.lane(), now));
      case Agenda.Entry.RateDue e -> target(e.system(), TargetQueue::rateDue);
      case Agenda.Entry.WindowDue e -> target(e.system(), t -> {});
      case Agenda.Entry.ReachDue e ->
          target(
              e.system(),
              t -> {
                if (t.awaitsReach() && !draining) {
                  effects.add(new Effect.Reach(e.system()));
                }
              });
    }
  }

  private void declare(Event.TargetDeclared declared, Instant now) {
    TargetQueue known = targets.get(declared.system());
    if (known == null) {
      known = new TargetQueue(declared, window, agenda, skipsOnFailure, now);
      targets.put(declared.system(), known);
    } else {
      known.declare(declared, now);
    }
    touched.add(known);
  }

  private void target(Work work, Consumer<TargetQueue> action) {
    target(work.system(), action);
  }

  private void target(String system, Consumer<TargetQueue> action) {
    TargetQueue target = targets.get(system);
    if (target == null) {
      LOG.atWarn().addKeyValue("system", system).log("an event for a target nobody declared");
      return;
    }
    action.accept(target);
    touched.add(target);
  }
}
