package org.millrace.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.millrace.delivery.SimulatedNode;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections.Verdict;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import org.millrace.message.StrictJson;
import org.millrace.recovery.CorrectionDesk;
import org.millrace.recovery.JournalCorrections;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;

/** Two people at the real desk for corrections: one proposes, either tries to decide. */
final class Correcting {

  private static final List<Actor> PEOPLE =
      List.of(new Actor(Actor.Kind.PERSON, "ada"), new Actor(Actor.Kind.PERSON, "bob"));

  private final MemoryJournal journal;
  private final LandscapeCatalog catalog;
  private final RandomGenerator random;

  Correcting(MemoryJournal journal, LandscapeCatalog catalog, RandomGenerator random) {
    this.journal = journal;
    this.catalog = catalog;
    this.random = random;
  }

  /** Proposes a correction of what is wrong with a message, or decides about the one there is. */
  void correct(MessageId message, SimulatedNode node) {
    CorrectionDesk desk =
        new JournalCorrections(
            journal.corrections,
            journal,
            catalog,
            node::forget,
            node::returned,
            StrictJson.mapper());
    Actor actor = PEOPLE.get(random.nextInt(PEOPLE.size()));
    Optional<Correction> pending = journal.corrections.pending(message);
    if (pending.isPresent()) {
      CorrectionDesk.Answer ignored =
          desk.decide(pending.get().id(), verdict(), actor, "looked at");
      return;
    }
    int version = journal.messageInForce(message).orElseThrow().contentVersion();
    CorrectionDesk.Answer ignored =
        desk.propose(
            message,
            version,
            Map.of(
                "/poison",
                BooleanNode.valueOf(random.nextInt(5) == 0),
                "/fixed",
                IntNode.valueOf(version + 1)),
            random.nextInt(8) == 0,
            actor,
            "the unit was wrong");
  }

  private Verdict verdict() {
    return switch (random.nextInt(8)) {
      case 0 -> Verdict.REJECT;
      case 1 -> Verdict.WITHDRAW;
      default -> Verdict.APPROVE;
    };
  }
}
