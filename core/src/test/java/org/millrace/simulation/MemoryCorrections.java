package org.millrace.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.message.Payload;

/** Corrected contents in the in-memory journal. */
class MemoryCorrections implements Corrections {

  private final MemoryJournal journal;
  private final List<Correction> all = new ArrayList<>();
  private final List<Payload> contents = new ArrayList<>();

  MemoryCorrections(MemoryJournal journal) {
    this.journal = journal;
  }

  /** The newest approved content, with its version. */
  Optional<Payload> inForceOf(MessageId message) {
    int version = inForce(message);
    return all.stream()
        .filter(each -> each.message().equals(message) && each.version() == version)
        .filter(each -> each.state() == Correction.State.APPROVED)
        .findFirst()
        .map(each -> contents.get((int) each.id() - 1));
  }

  @Override
  public List<Waiting> waiting(MessageId message) {
    return parked(message).stream()
        .map(row -> new Waiting(row.id, row.system, row.code, row.needsApproval))
        .toList();
  }

  private List<DeliveryRow> parked(MessageId message) {
    return journal.ofMessage(message).stream()
        .filter(row -> row.state == DeliveryState.NEEDS_PERSON)
        .toList();
  }

  @Override
  public List<Correction> of(MessageId message) {
    return all.stream().filter(each -> each.message().equals(message)).toList();
  }

  @Override
  public Optional<Correction> find(long id) {
    return id < 1 || id > all.size() ? Optional.empty() : Optional.of(all.get((int) id - 1));
  }

  @Override
  public List<Correction> proposed() {
    return all.stream().filter(each -> each.state() == Correction.State.PROPOSED).toList();
  }

  @Override
  public Outcome propose(Proposal proposal) {
    MessageId message = proposal.message();
    if (parked(message).isEmpty()) {
      return new Outcome.Refused("nothing of it waits for a person");
    }
    if (pending(message).isPresent()) {
      return new Outcome.Refused("another one waits for approval");
    }
    if (inForce(message) != proposal.basedOn()) {
      return new Outcome.Refused("another version is in force");
    }
    boolean atOnce = !proposal.fourEyes() || proposal.emergency();
    Correction stored =
        new Correction(
            all.size() + 1,
            message,
            proposal.basedOn() + 1,
            Correction.State.PROPOSED,
            proposal.changes(),
            proposal.fourEyes(),
            proposal.emergency() && proposal.fourEyes(),
            proposal.actor(),
            journal.clock.instant(),
            proposal.reason(),
            Optional.empty());
    all.add(stored);
    contents.add(proposal.content());
    return atOnce ? approve(stored, proposal.actor()) : new Outcome.Done(stored, List.of());
  }

  @Override
  public Outcome decide(long id, Verdict verdict, Actor actor, String reason) {
    Optional<Correction> found = find(id);
    if (found.isEmpty()) {
      return new Outcome.NotFound();
    }
    boolean own = found.get().proposedBy().name().equals(actor.name());
    if (found.get().state() != Correction.State.PROPOSED) {
      return new Outcome.Refused("it is decided already");
    }
    return switch (verdict) {
      case APPROVE ->
          mayApprove(found.get(), own)
              ? approve(found.get(), actor)
              : new Outcome.NotAllowed("somebody else has to");
      case REJECT ->
          new Outcome.Done(decided(found.get(), Correction.State.REJECTED, actor), List.of());
      case WITHDRAW ->
          own
              ? new Outcome.Done(decided(found.get(), Correction.State.WITHDRAWN, actor), List.of())
              : new Outcome.NotAllowed("it is somebody else's");
    };
  }

  /** Four eyes: nobody approves what is the own. */
  boolean mayApprove(Correction correction, boolean own) {
    return !(own && correction.fourEyes());
  }

  private Outcome approve(Correction proposed, Actor actor) {
    List<DeliveryRow> parked = parked(proposed.message());
    if (parked.isEmpty()) {
      return new Outcome.Refused("nothing of it waits for a person any more");
    }
    Correction approved = decided(proposed, Correction.State.APPROVED, actor);
    journal.watcher.corrected(approved);
    List<Work> released = new ArrayList<>();
    for (DeliveryRow row : parked) {
      journal.waits.decided(row);
      released.add(journal.leave(row, DeliveryState.READY, "person"));
    }
    return new Outcome.Done(approved, released);
  }

  private Correction decided(Correction of, Correction.State state, Actor actor) {
    Correction decided =
        new Correction(
            of.id(),
            of.message(),
            of.version(),
            state,
            of.changes(),
            of.fourEyes(),
            of.emergency(),
            of.proposedBy(),
            of.proposedAt(),
            of.reason(),
            Optional.of(new Correction.Decided(actor, journal.clock.instant(), Optional.empty())));
    all.set((int) of.id() - 1, decided);
    return decided;
  }
}
