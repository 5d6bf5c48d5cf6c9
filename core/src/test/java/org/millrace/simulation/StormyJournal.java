package org.millrace.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Draft;
import org.millrace.journal.Holds;
import org.millrace.journal.Inbox;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Message;
import org.millrace.journal.Receipt;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
import org.millrace.journal.Together;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;

/**
 * The journal as a node meets it: before and after each commit anything may happen, a commit may
 * fail, its answer may be lost, and for a while there may be no journal at all.
 */
final class StormyJournal implements Inbox, Settlements, DeliveryQueue, Holds, Waits {

  private final MemoryJournal journal;
  private final MemoryHolds holds;
  private final Turns turns;
  private final Swarm swarm;
  private final SimulatedTime time;
  private long awayUntil;
  private boolean closed;

  StormyJournal(
      MemoryJournal journal, MemoryHolds holds, Turns turns, Swarm swarm, SimulatedTime time) {
    this.journal = journal;
    this.holds = holds;
    this.turns = turns;
    this.swarm = swarm;
    this.time = time;
  }

  void goAway(long nanos) {
    awayUntil = time.nanos() + nanos;
  }

  /** A later life of the node has the journal now; from this one nothing is taken any more. */
  void close() {
    closed = true;
  }

  private <T> T commit(Supplier<T> write) {
    turns.pass();
    failIfAway();
    if (swarm.strikes(Fault.COMMIT_FAILS, 0.3)) {
      throw new JournalUnavailableException("the commit failed");
    }
    T result = write.get();
    turns.pass();
    if (swarm.strikes(Fault.COMMIT_UNHEARD, 0.3)) {
      throw new JournalUnavailableException("the connection broke");
    }
    return result;
  }

  private <T> CompletableFuture<T> committed(Supplier<CompletableFuture<T>> write) {
    try {
      return commit(write);
    } catch (JournalUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> T read(Supplier<T> query) {
    turns.pass();
    failIfAway();
    T result = query.get();
    turns.pass();
    return result;
  }

  private void failIfAway() {
    if (closed || time.nanos() < awayUntil) {
      throw new JournalUnavailableException("the journal's database does not answer");
    }
  }

  @Override
  public CompletableFuture<Receipt> append(Draft draft) {
    return committed(() -> journal.append(draft));
  }

  @Override
  public Together.Result appendTogether(Together together) {
    return commit(() -> journal.appendTogether(together));
  }

  @Override
  public Optional<Receipt.Duplicate> holder(Draft draft) {
    return read(() -> journal.holder(draft));
  }

  @Override
  public CompletableFuture<Boolean> intend(Work work) {
    return committed(() -> journal.intend(work));
  }

  @Override
  public CompletableFuture<Committed> settle(Settlement settlement) {
    return committed(() -> journal.settle(settlement));
  }

  @Override
  public Optional<Work> doubt(Work work, Instant askNotBefore) {
    return commit(() -> journal.doubt(work, askNotBefore));
  }

  @Override
  public List<Work> openOf(String system, Optional<DeliveryId> after, int limit) {
    return read(() -> journal.openOf(system, after, limit));
  }

  @Override
  public List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit) {
    return read(() -> journal.openInLane(lane, after, limit));
  }

  @Override
  public Optional<Work> find(DeliveryId id) {
    return read(() -> journal.find(id));
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return read(() -> journal.message(id));
  }

  @Override
  public Optional<Message> messageInForce(MessageId id) {
    return read(() -> journal.messageInForce(id));
  }

  @Override
  public List<String> systemsWithOpenWork() {
    return read(journal::systemsWithOpenWork);
  }

  @Override
  public List<Work> objectMayBeDone(String flow, String key) {
    return commit(() -> journal.waits.objectMayBeDone(flow, key));
  }

  @Override
  public Optional<List<Work>> followEvent() {
    return commit(journal.waits::followEvent);
  }

  @Override
  public Look lookAgain(Optional<DeliveryId> after) {
    return commit(() -> journal.waits.lookAgain(after));
  }

  @Override
  public Look letGoBefore(Optional<DeliveryId> after) {
    return read(() -> journal.waits.letGoBefore(after));
  }

  @Override
  public List<Work> endPatience() {
    return commit(journal.waits::endPatience);
  }

  @Override
  public Optional<List<Work>> goWithout(DeliveryId id, Actor actor, String reason) {
    return commit(() -> journal.waits.goWithout(id, actor, reason));
  }

  @Override
  public long announce(String type, Optional<String> about, Actor actor, String reason) {
    return commit(() -> journal.waits.announce(type, about, actor, reason));
  }

  @Override
  public List<Hold> all() {
    return holds.all();
  }

  @Override
  public void hold(Hold hold) {
    boolean _ =
        commit(
            () -> {
              holds.hold(hold);
              return true;
            });
  }

  @Override
  public void release(String system, Actor actor, String reason) {
    boolean _ =
        commit(
            () -> {
              holds.release(system, actor, reason);
              return true;
            });
  }
}
