package org.millrace.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.message.MessageIds;

/**
 * The inbox over PostgreSQL. Ids are minted on the committing thread: their order is the order of
 * commits.
 */
public final class PostgresInbox implements Inbox, AutoCloseable {

  /** Most messages in one commit and most that may wait for one. */
  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(256, 20_000);

  /** Hears of what was accepted, after the commit and in its order, before the caller does. */
  @FunctionalInterface
  public interface Listener {
    void accepted(List<Accepted> messages);
  }

  /**
   * A message that is durable now.
   *
   * @param open its deliveries that have their turn; those that wait for an earlier step or an
   *     earlier number are left out
   */
  public record Accepted(Message message, Draft draft, List<Work> open) {}

  /**
   * Drafts that are committed as one unit, usually a single one, with the ids they were tried
   * under.
   */
  private static final class Unit {
    private final List<Draft> drafts;
    private final Optional<Together> together;
    private List<Append.Numbered> tried = List.of();

    Unit(Draft draft) {
      this.drafts = List.of(draft);
      this.together = Optional.empty();
    }

    Unit(Together together) {
      this.drafts = together.drafts();
      this.together = Optional.of(together);
    }
  }

  private final DataSource source;
  private final MessageIds ids;
  private final Listener listener;
  private final WebhookSignal webhooks;
  private final GroupCommit<Unit, Together.Result> commits;

  /**
   * @param webhooks told when something is to be told to a sender
   */
  public PostgresInbox(
      DataSource source, MessageIds ids, Listener listener, WebhookSignal webhooks) {
    this.source = source;
    this.ids = ids;
    this.listener = listener;
    this.webhooks = webhooks;
    this.commits =
        new GroupCommit<>("inbox", source, LIMITS, this::commit, this::announceCommitted);
  }

  @Override
  public CompletableFuture<Receipt> append(Draft draft) {
    return commits.add(new Unit(draft)).thenApply(result -> result.receipts().getFirst());
  }

  @Override
  public Together.Result appendTogether(Together together) throws InterruptedException {
    try {
      return commits.add(new Unit(together)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JournalUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public Optional<Receipt.Duplicate> holder(Draft draft) {
    try (Connection connection = source.getConnection()) {
      return Append.holder(connection, draft);
    } catch (SQLException e) {
      throw new JournalUnavailableException("the journal could not be read", e);
    }
  }

  /** Messages that wait for their commit. */
  public int waiting() {
    return commits.waiting();
  }

  /**
   * Units of their own transaction come first: should one fail, nothing of the shared commit was
   * written yet and the whole batch can be tried again.
   */
  private List<Together.Result> commit(Connection connection, List<Unit> units)
      throws SQLException {
    IdentityHashMap<Unit, Together.Result> together = new IdentityHashMap<>();
    for (Unit unit : units) {
      if (unit.together.isPresent()) {
        together.put(unit, writeTogether(connection, unit, unit.together.get()));
      }
    }
    List<Unit> singles = units.stream().filter(u -> u.together.isEmpty()).toList();
    Iterator<Receipt> receipts =
        singles.isEmpty() ? Collections.emptyIterator() : write(connection, singles).iterator();
    List<Together.Result> results = new ArrayList<>(units.size());
    for (Unit unit : units) {
      Together.Result own = together.get(unit);
      results.add(own != null ? own : new Together.Result(true, List.of(receipts.next())));
    }
    return results;
  }

  private List<Receipt> write(Connection connection, List<Unit> units) throws SQLException {
    List<Append.Numbered> numbered = units.stream().flatMap(unit -> number(unit).stream()).toList();
    boolean alone = numbered.stream().noneMatch(n -> n.draft().concernsOthers());
    connection.setAutoCommit(alone);
    Append.Written written = Append.write(connection, numbered);
    if (!alone) {
      connection.commit();
      connection.setAutoCommit(true);
    }
    announce(numbered, written);
    return written.receipts();
  }

  private Together.Result writeTogether(Connection connection, Unit unit, Together together)
      throws SQLException {
    List<Append.Numbered> numbered = number(unit);
    connection.setAutoCommit(false);
    Append.Written written = Append.write(connection, numbered);
    boolean kept = together.keeps(written.receipts());
    if (kept) {
      if (together.mark().isPresent()) {
        BatchRows.taken(connection, together.mark().get(), written.receipts());
      }
      connection.commit();
      announce(numbered, written);
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    return new Together.Result(kept, written.receipts());
  }

  private List<Append.Numbered> number(Unit unit) {
    unit.tried = unit.drafts.stream().map(draft -> new Append.Numbered(ids.next(), draft)).toList();
    return unit.tried;
  }

  /** What was committed although the answer got lost must be delivered like the rest. */
  private void announceCommitted(Connection connection, List<Unit> units) throws SQLException {
    List<Append.Numbered> tried = units.stream().flatMap(u -> u.tried.stream()).toList();
    Set<MessageId> there = Append.committed(connection, tried);
    List<Append.Numbered> committed = tried.stream().filter(n -> there.contains(n.id())).toList();
    announce(
        committed,
        new Append.Written(
            committed.stream().<Receipt>map(n -> new Receipt.Accepted(n.id())).toList(),
            Append.outOfTurn(connection, committed)));
  }

  private void announce(List<Append.Numbered> drafts, Append.Written written) {
    List<Accepted> accepted = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      if (written.receipts().get(i) instanceof Receipt.Accepted) {
        accepted.add(accepted(drafts.get(i), written.outOfTurn()));
      }
    }
    listener.accepted(accepted);
    if (accepted.stream().anyMatch(a -> a.draft().isCompleteAtOnce())) {
      webhooks.ring();
    }
  }

  private static Accepted accepted(Append.Numbered numbered, Set<DeliveryId> outOfTurn) {
    Draft draft = numbered.draft();
    Message message =
        new Message(
            numbered.id(),
            draft.flow(),
            draft.landscapeVersion(),
            draft.sender(),
            draft.businessKey(),
            draft.orderKey(),
            draft.correlationId(),
            draft.traceparent(),
            draft.payload().content());
    List<Work> open =
        draft.steps().stream()
            .filter(step -> step.after() == 0)
            .map(step -> work(new Append.Planned(numbered, step)))
            .filter(work -> !outOfTurn.contains(work.id()))
            .toList();
    return new Accepted(message, draft, open);
  }

  private static Work work(Append.Planned planned) {
    Draft.Step step = planned.step();
    return new Work(
        planned.id(),
        planned.message().draft().flow(),
        step.system(),
        step.lane(),
        planned.state(),
        0,
        0,
        planned.message().draft().callback().isPresent(),
        step.place().map(p -> OptionalLong.of(p.number())).orElseGet(OptionalLong::empty),
        Optional.empty());
  }

  @Override
  public void close() {
    commits.close();
  }
}
