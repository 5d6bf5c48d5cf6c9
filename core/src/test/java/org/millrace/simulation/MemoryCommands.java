package org.millrace.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.millrace.journal.Commands;
import org.millrace.journal.Detours;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** People's commands on the in-memory journal. */
final class MemoryCommands implements Commands, Detours {

  private final MemoryJournal journal;

  MemoryCommands(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public Optional<Work> release(DeliveryId id, Actor actor, String reason) {
    return switch (journal.row(id).state) {
      case NEEDS_PERSON, HELD, IN_DOUBT -> Optional.of(moved(id, DeliveryState.READY));
      case BLOCKED,
          READY,
          IN_FLIGHT,
          RETRY_AT,
          DELIVERED,
          CONFIRMED,
          REJECTED,
          SETTLED_BY_HAND,
          CANCELLED,
          REROUTED,
          SKIPPED ->
          Optional.empty();
    };
  }

  /** Lets all members of a case go again. */
  Optional<List<Work>> releaseCase(long number) {
    if (!journal.cases.close(number)) {
      return Optional.empty();
    }
    List<Work> released = new ArrayList<>();
    for (DeliveryRow row : journal.rows.values()) {
      if (row.caseNumber.equals(Optional.of(number)) && row.state == DeliveryState.NEEDS_PERSON) {
        row.caseNumber = Optional.empty();
        released.add(moved(row.id, DeliveryState.READY));
      }
    }
    return Optional.of(released);
  }

  @Override
  public Optional<Ended> settleByHand(DeliveryId id, String document, Actor actor, String reason) {
    DeliveryState state = journal.row(id).state;
    if (!isEndable(state) && state != DeliveryState.DELIVERED) {
      return Optional.empty();
    }
    journal.row(id).reference = Optional.of(document);
    return Optional.of(ended(id, DeliveryState.SETTLED_BY_HAND));
  }

  @Override
  public Optional<Ended> cancel(DeliveryId id, Actor actor, String reason) {
    return isEndable(journal.row(id).state)
        ? Optional.of(ended(id, DeliveryState.CANCELLED))
        : Optional.empty();
  }

  @Override
  public Optional<Ended> reroute(
      DeliveryId id, Standbys.Planned other, Actor actor, String reason) {
    DeliveryRow row = journal.row(id);
    boolean nothingIsThere =
        (row.state == DeliveryState.NEEDS_PERSON || row.state == DeliveryState.HELD)
            && row.business != BusinessStatus.UNKNOWN;
    return nothingIsThere
        ? Optional.of(ended(id, DeliveryState.REROUTED, () -> journal.standbys.replace(row, other)))
        : Optional.empty();
  }

  @Override
  public Optional<Ended> compensate(
      DeliveryId id, List<Standbys.Planned> compensations, Actor actor, String reason) {
    DeliveryRow row = journal.row(id);
    return isEndable(row.state)
        ? Optional.of(
            ended(id, DeliveryState.CANCELLED, () -> journal.standbys.takeBack(row, compensations)))
        : Optional.empty();
  }

  private static boolean isEndable(DeliveryState state) {
    return switch (state) {
      case NEEDS_PERSON, HELD, IN_DOUBT, BLOCKED -> true;
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

  private Ended ended(DeliveryId id, DeliveryState next) {
    return ended(id, next, List::of);
  }

  private Ended ended(DeliveryId id, DeliveryState next, Supplier<List<Work>> plan) {
    Work work = moved(id, next);
    List<Work> freed = new ArrayList<>(plan.get());
    freed.addAll(journal.follow(id, next));
    freed.addAll(journal.followNumbers(journal.row(id)));
    return new Ended(work, freed);
  }

  private Work moved(DeliveryId id, DeliveryState next) {
    journal.waits.decided(journal.row(id));
    return journal.leave(journal.row(id), next, "person");
  }
}
