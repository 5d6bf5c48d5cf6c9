package org.millrace.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.millrace.adapter.Reachability;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one effect of the dispatcher and answers it with an event, whatever happens: nothing
 * may wait for ever. Thread-safe; each call belongs on a thread of its own.
 */
final class Performer {

  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  /** Wait before something that failed is tried again. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Sender sender;
  private final DeliveryQueue queue;
  private final Holds holds;
  private final Targets targets;
  private final Pause pause;
  private final Consumer<Event> dispatcher;

  Performer(
      Sender sender,
      DeliveryQueue queue,
      Holds holds,
      Targets targets,
      Pause pause,
      Consumer<Event> dispatcher) {
    this.sender = sender;
    this.queue = queue;
    this.holds = holds;
    this.targets = targets;
    this.pause = pause;
    this.dispatcher = dispatcher;
  }

  void carryOut(Effect effect) {
    boolean done = false;
    while (!done) {
      done = tried(effect);
    }
  }

  private boolean tried(Effect effect) {
    try {
      perform(effect);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("an effect failed: {}", effect);
      return answeredFailure(effect);
    }
    return true;
  }

  private void perform(Effect effect) throws InterruptedException {
    switch (effect) {
      case Effect.Send send -> sender.send(send.work());
      case Effect.Ask ask -> sender.ask(ask.work());
      case Effect.Doubt doubt -> sender.doubt(doubt.work());
      case Effect.Load load ->
          dispatcher.accept(
              new Event.Loaded(
                  load.system(),
                  read(() -> queue.openOf(load.system(), load.after(), load.limit())),
                  load.limit()));
      case Effect.LoadLane load ->
          dispatcher.accept(
              new Event.LaneLoaded(
                  load.system(),
                  load.lane(),
                  read(() -> queue.openInLane(load.lane(), Optional.empty(), load.limit())),
                  load.limit()));
      case Effect.Reach reach -> reach(reach.system());
      case Effect.RecordHold hold -> store(() -> holds.hold(hold.hold()));
      case Effect.EndHold hold ->
          store(() -> holds.release(hold.system(), Actor.PLATFORM, "it works again"));
    }
  }

  /** Whether the effect was answered after all; if not, it is to be tried again. */
  private boolean answeredFailure(Effect effect) {
    try {
      pause.lasting(AGAIN);
      return switch (effect) {
        case Effect.Send send -> givenBack(send.work());
        case Effect.Ask ask -> givenBack(ask.work());
        case Effect.Doubt doubt -> answered(new Event.Doubted(doubt.work()));
        case Effect.Reach reach ->
            answered(new Event.Reached(reach.system(), false, "it could not be asked"));
        case Effect.Load ignored -> false;
        case Effect.LoadLane ignored -> false;
        case Effect.RecordHold ignored -> false;
        case Effect.EndHold ignored -> false;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean givenBack(Work work) throws InterruptedException {
    sender.giveBack(work);
    return true;
  }

  private boolean answered(Event event) {
    dispatcher.accept(event);
    return true;
  }

  private void reach(String system) {
    Reachability answer =
        targets
            .find(system)
            .map(connected -> connected.target().reach())
            .orElseGet(() -> new Reachability.Unreachable("no longer declared"));
    dispatcher.accept(
        switch (answer) {
          case Reachability.Reachable ignored -> new Event.Reached(system, true, "");
          case Reachability.Unreachable no -> new Event.Reached(system, false, no.detail());
        });
  }

  private List<Work> read(Supplier<List<Work>> page) throws InterruptedException {
    while (true) {
      try {
        return page.get();
      } catch (RuntimeException e) {
        LOG.warn("open work could not be read yet: {}", e.toString());
        pause.lasting(AGAIN);
      }
    }
  }

  private void store(Runnable write) throws InterruptedException {
    while (true) {
      try {
        write.run();
        return;
      } catch (RuntimeException e) {
        LOG.warn("a hold could not be stored yet: {}", e.toString());
        pause.lasting(AGAIN);
      }
    }
  }
}
