package org.millrace.recovery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.millrace.journal.Commands;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Detours;
import org.millrace.journal.Holds;
import org.millrace.journal.Holds.Hold;
import org.millrace.journal.Standbys;
import org.millrace.journal.Waits;
import org.millrace.journal.Webhooks;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;

/** People's commands: first the journal, then the dispatcher is told. */
public final class JournalWorkbench implements Workbench {

  /** The dispatcher's side of a command. */
  public interface Dispatch {
    void returned(List<Work> works);

    void ended(Work work);

    void hold(Hold hold);

    void release(String system);

    /** A business event was recorded. */
    void eventHappened();
  }

  private final Commands commands;
  private final Detours detours;
  private final DeliveryQueue queue;
  private final Waits waits;
  private final Holds holds;
  private final Webhooks webhooks;
  private final Dispatch dispatch;
  private final Function<DeliveryId, Standbys> standbys;
  private final Predicate<String> isTarget;
  private final InstantSource clock;

  /**
   * @param standbys what can be planned when a delivery does not go as it should
   * @param isTarget whether a system of that name gets deliveries
   */
  public JournalWorkbench(
      Commands commands,
      Detours detours,
      DeliveryQueue queue,
      Waits waits,
      Holds holds,
      Webhooks webhooks,
      Dispatch dispatch,
      Function<DeliveryId, Standbys> standbys,
      Predicate<String> isTarget,
      InstantSource clock) {
    this.commands = commands;
    this.detours = detours;
    this.queue = queue;
    this.waits = waits;
    this.holds = holds;
    this.webhooks = webhooks;
    this.dispatch = dispatch;
    this.standbys = standbys;
    this.isTarget = isTarget;
    this.clock = clock;
  }

  @Override
  public Answer release(DeliveryId delivery, Actor actor, String reason) {
    Optional<List<Work>> released =
        commands
            .release(delivery, actor, reason)
            .map(List::of)
            .or(() -> waits.goWithout(delivery, actor, reason));
    if (released.isEmpty()) {
      return refused(delivery);
    }
    dispatch.returned(released.get());
    return new Answer.Done(released.get().size());
  }

  @Override
  public Answer announce(String type, Optional<String> about, Actor actor, String reason) {
    waits.announce(type, about, actor, reason);
    dispatch.eventHappened();
    return new Answer.Done(1);
  }

  @Override
  public Answer settleByHand(DeliveryId delivery, String document, Actor actor, String reason) {
    return ended(delivery, commands.settleByHand(delivery, document, actor, reason));
  }

  @Override
  public Answer cancel(DeliveryId delivery, Actor actor, String reason) {
    return ended(delivery, commands.cancel(delivery, actor, reason));
  }

  @Override
  public Answer reroute(DeliveryId delivery, Actor actor, String reason) {
    Optional<Standbys.Planned> other = standbys.apply(delivery).alternative();
    if (other.isEmpty()) {
      return queue.find(delivery).isEmpty()
          ? refused(delivery)
          : new Answer.StateChanged(
              "Its flow declares no `alternative` for this step; nothing changed.");
    }
    return ended(delivery, detours.reroute(delivery, other.get(), actor, reason));
  }

  @Override
  public Answer compensate(DeliveryId delivery, Actor actor, String reason) {
    List<Standbys.Planned> compensations = standbys.apply(delivery).compensations();
    if (compensations.isEmpty()) {
      return queue.find(delivery).isEmpty()
          ? refused(delivery)
          : new Answer.StateChanged(
              "Its flow declares no `compensate` for its other steps; cancel it instead.");
    }
    return ended(delivery, detours.compensate(delivery, compensations, actor, reason));
  }

  @Override
  public Answer hold(String system, Actor actor, String reason) {
    if (!isTarget.test(system)) {
      return new Answer.NotFound("No system `" + system + "` gets deliveries.");
    }
    Hold hold =
        new Hold(system, Hold.Kind.PERSON, "held-by-person", reason, clock.instant(), actor);
    holds.hold(hold);
    dispatch.hold(hold);
    return new Answer.Done(0);
  }

  @Override
  public Answer releaseSystem(String system, Actor actor, String reason) {
    if (holds.all().stream().noneMatch(hold -> hold.system().equals(system))) {
      return new Answer.StateChanged("`" + system + "` is not held.");
    }
    holds.release(system, actor, reason);
    dispatch.release(system);
    return new Answer.Done(0);
  }

  @Override
  public Answer recoverWebhooks(
      String system, String endpoint, Instant since, Actor actor, String reason) {
    return webhooks
        .recover(system, endpoint, since, actor, reason)
        .<Answer>map(Answer.Done::new)
        .orElseGet(
            () ->
                new Answer.NotFound(
                    "No webhook was ever posted to `" + endpoint + "` of `" + system + "`."));
  }

  private Answer ended(DeliveryId delivery, Optional<Commands.Ended> ended) {
    if (ended.isEmpty()) {
      return refused(delivery);
    }
    dispatch.ended(ended.get().work());
    if (!ended.get().freed().isEmpty()) {
      dispatch.returned(ended.get().freed());
    }
    return new Answer.Done(1);
  }

  private Answer refused(DeliveryId delivery) {
    return queue
        .find(delivery)
        .<Answer>map(
            work ->
                new Answer.StateChanged(
                    "Delivery " + delivery + " is " + work.state() + " now; nothing changed."))
        .orElseGet(() -> new Answer.NotFound("There is no delivery " + delivery + "."));
  }
}
