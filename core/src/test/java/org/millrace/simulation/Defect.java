package org.millrace.simulation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.failure.Circumstances;
import org.millrace.failure.Decision;
import org.millrace.failure.Decisions;
import org.millrace.failure.Failure;
import org.millrace.journal.Draft;
import org.millrace.journal.Message;
import org.millrace.journal.Receipt;
import org.millrace.journal.Settlement;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/**
 * Mistakes that an integration engine can have. Each is planted into one part of the simulated
 * node, and the checker must find it.
 */
enum Defect {
  BLIND_RETRY_ON_TIMEOUT("I2", BlindRetry::new),
  NO_ORDER_PER_KEY("I3", () -> assembly(EachInItsOwnLane::new)),
  SERVER_ERROR_READ_AS_NOT_PROCESSED("I2", TrustsServerErrors::new),
  NO_SETTLE_DELAY("I2", AsksAtOnce::new),
  NO_ATTEMPT_CAP("I7", NoCap::new),
  INTENT_AFTER_THE_SEND("I2", () -> assembly(NoIntent::new)),
  DEDUP_IN_MEMORY_ONLY("I1", ForgetsKeys::new),
  CRASHED_IN_FLIGHT_RETRIED("I2", RetriesInFlight::new),
  PROBE_ERROR_READ_AS_ABSENT("I2", ErrorsAreAbsence::new),
  ACKNOWLEDGED_BEFORE_COMMIT("I1", AcknowledgesEarly::new),
  NO_FENCE("I5", NoFence::new),
  NO_DEADLINE_BEFORE_THE_SEND("I2", SendsLate::new),
  NUMBERS_NOT_WAITED_FOR("I3", () -> numbers(DefectiveParts.WaitsForNoNumber::new)),
  NUMBER_FREED_TOO_EARLY("I3", () -> numbers(DefectiveParts.FreesEarly::new)),
  ACCEPTED_READ_AS_DONE("NEEDS", () -> waits(DefectiveParts.AcceptedIsDone::new)),
  PATIENCE_WITHOUT_END("NEEDS", () -> waits(DefectiveParts.TellsNobody::new)),
  NEVER_LOOKS_AGAIN("NEEDS", () -> waits(DefectiveParts.NeverLooks::new)),
  LOST_ANSWER_FORGOTTEN("I4", () -> waits(DefectiveParts.TellsOnce::new)),
  DOUBT_SENT_ELSEWHERE("ONE_WAY", DoubtsAreRefusals::new),
  TAKEN_BACK_FORWARDS("TAKEN_BACK", () -> standbys(DefectiveParts.EarliestFirst::new)),
  EFFECT_NOT_TAKEN_BACK("TAKEN_BACK", () -> standbys(DefectiveParts.OnlyTheLatest::new)),
  ORIGINAL_SENT_AFTER_ITS_CORRECTION("CORRECTED", () -> assembly(SendsWhatCame::new)),
  OWN_CORRECTION_APPROVED("FOUR_EYES", () -> corrections(DefectiveParts.TwoEyes::new));

  /** The invariant that it breaks. */
  final String breaks;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference, without state
  final Supplier<Assembly> planted;

  Defect(String breaks, Supplier<Assembly> planted) {
    this.breaks = breaks;
    this.planted = planted;
  }

  private interface Journals {
    MemoryJournal make(InstantSource clock, Random random, JournalWatcher watcher);
  }

  private static Assembly assembly(Journals journals) {
    return new Assembly() {
      @Override
      MemoryJournal journal(InstantSource clock, Random random, JournalWatcher watcher) {
        return journals.make(clock, random, watcher);
      }
    };
  }

  private static Assembly numbers(Supplier<MemoryNumbers> numbers) {
    return assembly(
        (clock, random, watcher) ->
            new MemoryJournal(
                clock,
                random,
                watcher,
                new MemoryJournal.Parts(
                    numbers.get(), MemoryWaits::new, MemoryStandbys::new, MemoryCorrections::new)));
  }

  private static Assembly waits(Function<MemoryJournal, MemoryWaits> waits) {
    return assembly(
        (clock, random, watcher) ->
            new MemoryJournal(
                clock,
                random,
                watcher,
                new MemoryJournal.Parts(
                    new MemoryNumbers(), waits, MemoryStandbys::new, MemoryCorrections::new)));
  }

  private static Assembly standbys(Function<MemoryJournal, MemoryStandbys> standbys) {
    return assembly(
        (clock, random, watcher) ->
            new MemoryJournal(
                clock,
                random,
                watcher,
                new MemoryJournal.Parts(
                    new MemoryNumbers(), MemoryWaits::new, standbys, MemoryCorrections::new)));
  }

  private static Assembly corrections(Function<MemoryJournal, MemoryCorrections> corrections) {
    return assembly(
        (clock, random, watcher) ->
            new MemoryJournal(
                clock,
                random,
                watcher,
                new MemoryJournal.Parts(
                    new MemoryNumbers(), MemoryWaits::new, MemoryStandbys::new, corrections)));
  }

  private static final class SendsWhatCame extends MemoryJournal {
    SendsWhatCame(InstantSource clock, Random random, JournalWatcher watcher) {
      super(clock, random, watcher);
    }

    @Override
    public Optional<Message> messageInForce(MessageId id) {
      return message(id);
    }
  }

  /** What got no answer goes to the other target. */
  private static final class DoubtsAreRefusals extends Assembly {
    @Override
    SimulatedTarget target(TargetParts parts) {
      return new SimulatedTarget(parts) {
        @Override
        Evidence unknown(String code) {
          return refused("elsewhere");
        }
      };
    }
  }

  private static final class BlindRetry extends Assembly {
    @Override
    Decision decide(Failure failure, Circumstances in) {
      return failure instanceof Failure.UnknownOutcome
          ? new Decision.Retry(in.now().plus(in.retry().waitAfter(in.attempt(), in.jitter())))
          : Decisions.decide(failure, in);
    }
  }

  private static final class EachInItsOwnLane extends MemoryJournal {
    private long lanes;

    EachInItsOwnLane(InstantSource clock, Random random, JournalWatcher watcher) {
      super(clock, random, watcher);
    }

    @Override
    public CompletableFuture<Receipt> append(Draft draft) {
      List<Draft.Step> steps = new ArrayList<>();
      draft
          .steps()
          .forEach(s -> steps.add(new Draft.Step(s.number(), s.system(), ++lanes, s.after())));
      return super.append(
          new Draft(
              draft.flow(),
              draft.operation(),
              draft.object(),
              draft.contract(),
              draft.landscapeVersion(),
              draft.sender(),
              draft.businessKey(),
              draft.orderKey(),
              draft.sequence(),
              draft.correlationId(),
              draft.traceparent(),
              draft.callback(),
              draft.payload(),
              draft.businessDedup(),
              draft.clientDedup(),
              draft.fingerprint(),
              steps,
              draft.announced()));
    }
  }

  private static final class TrustsServerErrors extends Assembly {
    @Override
    SimulatedTarget target(TargetParts parts) {
      return new SimulatedTarget(parts) {
        @Override
        Evidence unknown(String code) {
          return code.equals("http-500")
              ? new Evidence.NotProcessed(code, code, Optional.empty())
              : super.unknown(code);
        }
      };
    }
  }

  private static final class AsksAtOnce extends Assembly {
    @Override
    Decision decide(Failure failure, Circumstances in) {
      return Decisions.decide(
          failure,
          new Circumstances(
              in.attempt(),
              in.now(),
              in.now(),
              in.jitter(),
              in.retry(),
              in.capability(),
              Duration.ZERO,
              in.declared()));
    }
  }

  private static final class NoCap extends Assembly {
    @Override
    Decision decide(Failure failure, Circumstances in) {
      return Decisions.decide(
          failure,
          new Circumstances(
              1,
              in.now(),
              in.lastPossibleSend(),
              in.jitter(),
              in.retry(),
              in.capability(),
              in.settle(),
              in.declared()));
    }
  }

  private static final class NoIntent extends MemoryJournal {
    NoIntent(InstantSource clock, Random random, JournalWatcher watcher) {
      super(clock, random, watcher);
    }

    @Override
    public CompletableFuture<Boolean> intend(Work work) {
      return CompletableFuture.completedFuture(true);
    }
  }

  private static final class ForgetsKeys extends Assembly {
    @Override
    void crashed(MemoryJournal journal) {
      journal.forgetKeys();
    }
  }

  private static final class RetriesInFlight extends Assembly {
    @Override
    void crashed(MemoryJournal journal) {
      for (DeliveryRow row : journal.rows.values()) {
        if (row.state == DeliveryState.IN_FLIGHT) {
          row.state = DeliveryState.READY;
        }
      }
    }
  }

  private static final class ErrorsAreAbsence extends Assembly {
    @Override
    SimulatedTarget target(TargetParts parts) {
      return new SimulatedTarget(parts) {
        @Override
        ProbeAnswer unclear() {
          return absent();
        }
      };
    }
  }

  /** Answers first and commits with the next message. */
  private static final class AcknowledgesEarly extends Assembly {
    private final List<Runnable> uncommitted = new ArrayList<>();

    @Override
    MemoryJournal journal(InstantSource clock, Random random, JournalWatcher watcher) {
      return new MemoryJournal(clock, random, watcher) {
        @Override
        public CompletableFuture<Receipt> append(Draft draft) {
          uncommitted.forEach(Runnable::run);
          uncommitted.clear();
          Receipt known = first(draft);
          if (known != null) {
            return CompletableFuture.completedFuture(known);
          }
          MessageId id = nextId();
          uncommitted.add(() -> store(id, draft));
          return CompletableFuture.completedFuture(new Receipt.Accepted(id));
        }
      };
    }

    @Override
    void crashed(MemoryJournal journal) {
      uncommitted.clear();
    }
  }

  private static final class NoFence extends Assembly {
    @Override
    boolean fences() {
      return false;
    }

    @Override
    MemoryJournal journal(InstantSource clock, Random random, JournalWatcher watcher) {
      return new MemoryJournal(clock, random, watcher) {
        @Override
        boolean maySettle(DeliveryRow row, Settlement settlement) {
          return true;
        }
      };
    }
  }

  private static final class SendsLate extends Assembly {
    @Override
    SimulatedTarget target(TargetParts parts) {
      return new SimulatedTarget(parts) {
        @Override
        boolean isLate(Outbound outbound) {
          return false;
        }
      };
    }
  }
}
