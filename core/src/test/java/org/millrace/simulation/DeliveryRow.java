package org.millrace.simulation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.journal.Draft;
import org.millrace.journal.Settlement;
import org.millrace.journal.Work;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** A delivery as the in-memory journal keeps it. */
final class DeliveryRow {

  final DeliveryId id;
  final Draft draft;
  final String flow;
  final String system;
  final long lane;
  int after;

  /** The step whose effect it takes back, 0 for none. */
  final int compensates;

  final boolean callback;
  final OptionalLong sequence;
  DeliveryState state;

  /** Why a person has it. */
  String code = "";

  boolean needsApproval;
  BusinessStatus business = BusinessStatus.PENDING;
  boolean wasLetGo;
  int attempts;
  int tries;
  Optional<Instant> dueAt = Optional.empty();
  Optional<String> reference = Optional.empty();
  Optional<Long> caseNumber = Optional.empty();
  Instant changedAt;

  DeliveryRow(MessageId message, Draft.Step step, Draft draft, int compensates, Instant now) {
    this.draft = draft;
    this.compensates = compensates;
    id = new DeliveryId(message, step.number());
    flow = draft.flow();
    system = step.system();
    lane = step.lane();
    after = step.after();
    sequence = step.place().isPresent() ? draft.sequence() : OptionalLong.empty();
    callback = draft.callback().isPresent();
    state = first(step);
    changedAt = now;
  }

  /** As long as nothing of its order key is missing. */
  private static DeliveryState first(Draft.Step step) {
    if (step.after() > 0) {
      return DeliveryState.BLOCKED;
    }
    return step.needs().isEmpty() ? DeliveryState.READY : DeliveryState.HELD;
  }

  void settled(Settlement settlement, Instant now) {
    state = settlement.next();
    business = settlement.business();
    attempts++;
    tries += settlement.countsAsTry() ? 1 : 0;
    dueAt = settlement.dueAt();
    reference = settlement.reference().or(() -> reference);
    changedAt = now;
  }

  /** Whether it is work for the dispatcher; what waits for a step of its own message is not. */
  boolean isOpen() {
    return switch (state) {
      case READY, IN_FLIGHT, RETRY_AT, HELD, IN_DOUBT, NEEDS_PERSON -> true;
      case BLOCKED, DELIVERED, CONFIRMED, REJECTED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED ->
          false;
    };
  }

  Work work() {
    return new Work(
        id,
        flow,
        system,
        lane,
        state,
        attempts,
        tries,
        callback,
        sequence,
        state == DeliveryState.IN_FLIGHT ? Optional.of(changedAt) : dueAt);
  }
}
