package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.journal.Work;
import org.millrace.landscape.SystemDefinition;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * Reads open work with waits that can be believed. A due time may have been written before a
 * restart by a clock that was set since: a doubt is not resolved before the settle time has passed
 * in this process, and nothing waits longer than the longest wait that is declared.
 */
final class StoredWaits implements DeliveryQueue {

  private final DeliveryQueue journal;
  private final Targets targets;
  private final InstantSource clock;
  private final Instant began;

  /**
   * @param clock the process's steady clock
   */
  StoredWaits(DeliveryQueue journal, Targets targets, InstantSource clock) {
    this.journal = journal;
    this.targets = targets;
    this.clock = clock;
    this.began = clock.instant();
  }

  @Override
  public List<Work> openOf(String system, Optional<DeliveryId> after, int limit) {
    return journal.openOf(system, after, limit).stream().map(this::believable).toList();
  }

  @Override
  public List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit) {
    return journal.openInLane(lane, after, limit).stream().map(this::believable).toList();
  }

  @Override
  public Optional<Work> find(DeliveryId id) {
    return journal.find(id).map(this::believable);
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return journal.message(id);
  }

  @Override
  public List<String> systemsWithOpenWork() {
    return journal.systemsWithOpenWork();
  }

  private Work believable(Work work) {
    return targets
        .find(work.system())
        .map(target -> believable(work, target.system()))
        .orElse(work);
  }

  private Work believable(Work work, SystemDefinition system) {
    Duration settles = system.limits().timeout().plus(system.settle());
    Duration longest = system.retry().longest();
    return switch (work.state()) {
      case IN_DOUBT ->
          due(work, began.plus(settles), longest.compareTo(settles) > 0 ? longest : settles);
      case RETRY_AT -> due(work, Instant.MIN, longest);
      case BLOCKED,
          READY,
          IN_FLIGHT,
          HELD,
          NEEDS_PERSON,
          DELIVERED,
          CONFIRMED,
          REJECTED,
          SETTLED_BY_HAND,
          CANCELLED,
          REROUTED,
          SKIPPED ->
          work;
    };
  }

  private Work due(Work work, Instant earliest, Duration longest) {
    Instant latest = clock.instant().plus(longest);
    Instant stored = work.dueAt().orElse(latest);
    Instant notTooEarly = stored.isBefore(earliest) ? earliest : stored;
    Instant due = notTooEarly.isAfter(latest) ? latest : notTooEarly;
    return new Work(
        work.id(),
        work.flow(),
        work.system(),
        work.lane(),
        work.state(),
        work.attempts(),
        work.tries(),
        work.callback(),
        work.sequence(),
        Optional.of(due));
  }
}
