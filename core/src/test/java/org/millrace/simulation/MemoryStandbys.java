package org.millrace.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.millrace.journal.Draft;
import org.millrace.journal.Settlement;
import org.millrace.journal.Standbys;
import org.millrace.journal.Work;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/** Plans steps that were standing by, together with what makes them necessary. */
class MemoryStandbys {

  private final MemoryJournal journal;

  MemoryStandbys(MemoryJournal journal) {
    this.journal = journal;
  }

  /** What an attempt makes necessary. */
  final List<Work> calledBy(Settlement settlement, DeliveryRow row) {
    return switch (settlement.next()) {
      case REROUTED -> replace(row, settlement.standbys().alternative().orElseThrow());
      case REJECTED -> takeBack(row, settlement.standbys().compensations());
      case BLOCKED,
          READY,
          IN_FLIGHT,
          RETRY_AT,
          HELD,
          IN_DOUBT,
          NEEDS_PERSON,
          DELIVERED,
          CONFIRMED,
          SETTLED_BY_HAND,
          CANCELLED,
          SKIPPED ->
          List.of();
    };
  }

  /** What was planned before and may be sent now, if a settlement is the repetition of one. */
  final List<Work> calledBefore(Settlement settlement) {
    Standbys standbys = settlement.standbys();
    boolean calls =
        settlement.next() == DeliveryState.REROUTED || settlement.next() == DeliveryState.REJECTED;
    return Stream.concat(standbys.alternative().stream(), standbys.compensations().stream())
        .map(other -> new DeliveryId(settlement.work().id().message(), other.step()))
        .flatMap(id -> Optional.ofNullable(journal.rows.get(id)).stream())
        .filter(row -> calls && row.state == DeliveryState.READY)
        .map(DeliveryRow::work)
        .toList();
  }

  /** Plans a step's other target, which what waited for the step waits for from now on. */
  final List<Work> replace(DeliveryRow rerouted, Standbys.Planned other) {
    DeliveryRow planned = plan(rerouted, other, 0, 0);
    for (DeliveryRow row : journal.waitingFor(rerouted.id)) {
      if (row.state == DeliveryState.BLOCKED) {
        row.after = other.step();
      }
    }
    journal.watcher.planned(planned, rerouted.id);
    return List.of(planned.work());
  }

  /** Plans the taking back of what other steps did, one after the other. */
  final List<Work> takeBack(DeliveryRow failed, List<Standbys.Planned> compensations) {
    Map<Integer, Standbys.Planned> byStep = new HashMap<>();
    compensations.forEach(each -> byStep.put(each.of(), each));
    List<Work> ready = new ArrayList<>();
    int before = 0;
    for (DeliveryRow effect : effects(failed)) {
      Standbys.Planned compensation = byStep.get(effect.id.step());
      if (compensation != null) {
        DeliveryRow planned = plan(failed, compensation, before, compensation.of());
        journal.watcher.planned(planned, effect.id);
        if (before == 0) {
          ready.add(planned.work());
        }
        before = compensation.step();
      }
    }
    return ready;
  }

  /** The message's effects that stand, the latest step first. */
  List<DeliveryRow> effects(DeliveryRow failed) {
    return journal.ofKey(failed.flow, failed.draft.businessKey()).stream()
        .filter(row -> row.state.hasEffect() && row.compensates == 0)
        .filter(row -> row.business != BusinessStatus.COMPENSATED)
        .sorted(Comparator.comparing((DeliveryRow row) -> row.id).reversed())
        .toList();
  }

  /** If a delivery was the taking back of another's effect, that one says so from now on. */
  final void done(DeliveryRow row) {
    if (row.compensates > 0) {
      journal.row(new DeliveryId(row.id.message(), row.compensates)).business =
          BusinessStatus.COMPENSATED;
    }
  }

  private DeliveryRow plan(DeliveryRow of, Standbys.Planned step, int after, int compensates) {
    return journal.add(
        new DeliveryRow(
            of.id.message(),
            new Draft.Step(step.step(), step.system(), step.lane(), after),
            of.draft,
            compensates,
            journal.clock.instant()));
  }
}
