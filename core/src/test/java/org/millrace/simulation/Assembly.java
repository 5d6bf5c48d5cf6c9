package org.millrace.simulation;

import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.millrace.failure.Circumstances;
import org.millrace.failure.Decision;
import org.millrace.failure.Decisions;
import org.millrace.failure.Failure;
import org.millrace.proof.Fact;

/**
 * What a simulated node is put together from. This is the faithful one; a planted defect overrides
 * one part.
 */
class Assembly {

  /** What a simulated target is made from. */
  record TargetParts(
      String system,
      Ledger ledger,
      Turns turns,
      SimulatedTime time,
      Swarm swarm,
      RandomGenerator random,
      Consumer<Fact> history) {}

  Decision decide(Failure failure, Circumstances in) {
    return Decisions.decide(failure, in);
  }

  MemoryJournal journal(InstantSource clock, Random random, JournalWatcher watcher) {
    return new MemoryJournal(clock, random, watcher);
  }

  SimulatedTarget target(TargetParts parts) {
    return new SimulatedTarget(parts);
  }

  /** Whether a process that was replaced is kept out of the journal. */
  boolean fences() {
    return true;
  }

  /** The node was killed; what is only in memory is gone. */
  void crashed(MemoryJournal journal) {}
}
