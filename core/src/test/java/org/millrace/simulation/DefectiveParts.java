package org.millrace.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.journal.Correction;
import org.millrace.journal.Draft;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/** Parts of the journal that make mistakes, for {@link Defect}. */
final class DefectiveParts {

  private DefectiveParts() {}

  static final class WaitsForNoNumber extends MemoryNumbers {
    @Override
    boolean hasItsTurn(DeliveryRow row, Draft.Place place) {
      return true;
    }
  }

  /** What is early is let go when anything before it is done. */
  static final class FreesEarly extends MemoryNumbers {
    @Override
    List<DeliveryRow> after(DeliveryRow done) {
      OptionalLong turn = nextOf(done.lane);
      return turn.isEmpty() ? List.of() : take(done.lane, turn.getAsLong());
    }
  }

  /** What needs a message goes when that was accepted. */
  static final class AcceptedIsDone extends MemoryWaits {
    private final MemoryJournal journal;

    AcceptedIsDone(MemoryJournal journal) {
      super(journal);
      this.journal = journal;
    }

    @Override
    boolean isDone(Draft.Need need) {
      return !journal.ofKey(need.flow(), need.key()).isEmpty();
    }
  }

  static final class TellsNobody extends MemoryWaits {
    TellsNobody(MemoryJournal journal) {
      super(journal);
    }

    @Override
    public List<Work> endPatience() {
      return List.of();
    }
  }

  /** Relies on being told of what was done, which a crash can prevent. */
  static final class NeverLooks extends MemoryWaits {
    NeverLooks(MemoryJournal journal) {
      super(journal);
    }

    @Override
    public Look lookAgain(Optional<DeliveryId> after) {
      return new Look(List.of(), Optional.empty());
    }
  }

  /** What an answer told that got lost is never told again. */
  static final class TellsOnce extends MemoryWaits {
    TellsOnce(MemoryJournal journal) {
      super(journal);
    }

    @Override
    public Look letGoBefore(Optional<DeliveryId> after) {
      return new Look(List.of(), Optional.empty());
    }
  }

  static final class EarliestFirst extends MemoryStandbys {
    EarliestFirst(MemoryJournal journal) {
      super(journal);
    }

    @Override
    List<DeliveryRow> effects(DeliveryRow failed) {
      return super.effects(failed).reversed();
    }
  }

  static final class OnlyTheLatest extends MemoryStandbys {
    OnlyTheLatest(MemoryJournal journal) {
      super(journal);
    }

    @Override
    List<DeliveryRow> effects(DeliveryRow failed) {
      return super.effects(failed).stream().limit(1).toList();
    }
  }

  static final class TwoEyes extends MemoryCorrections {
    TwoEyes(MemoryJournal journal) {
      super(journal);
    }

    @Override
    boolean mayApprove(Correction correction, boolean own) {
      return true;
    }
  }
}
