package org.millrace.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Draft;
import org.millrace.journal.Inbox;
import org.millrace.journal.Message;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Receipt;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
import org.millrace.journal.Together;
import org.millrace.journal.Work;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.message.MessageIds;

/**
 * The journal in memory: what PostgreSQL keeps, with the same answers (the store contract holds
 * both to that). It survives the crashes of a simulated node. Not thread-safe.
 */
class MemoryJournal implements Inbox, Settlements, DeliveryQueue {

  /** What keeps what deliveries wait for beside their turn; a planted defect replaces one. */
  record Parts(
      MemoryNumbers numbers,
      Function<MemoryJournal, MemoryWaits> waits,
      Function<MemoryJournal, MemoryStandbys> standbys,
      Function<MemoryJournal, MemoryCorrections> corrections) {

    Parts() {
      this(new MemoryNumbers(), MemoryWaits::new, MemoryStandbys::new, MemoryCorrections::new);
    }
  }

  final Map<DeliveryId, DeliveryRow> rows = new TreeMap<>();
  final MemoryCases cases = new MemoryCases();
  final MemoryWaits waits;
  final MemoryStandbys standbys;
  final MemoryCorrections corrections;
  private final MemoryNumbers numbers;
  final InstantSource clock;
  final JournalWatcher watcher;
  private final Random random;
  private final TreeMap<MessageId, Draft> drafts = new TreeMap<>();
  private final Map<String, List<DeliveryRow>> byKey = new HashMap<>();
  private final MemoryKeys keys = new MemoryKeys();
  private MessageIds ids;
  private PostgresInbox.Listener listener = accepted -> {};

  MemoryJournal(InstantSource clock, Random random, JournalWatcher watcher) {
    this(clock, random, watcher, new Parts());
  }

  MemoryJournal(InstantSource clock, Random random, JournalWatcher watcher, Parts parts) {
    this.numbers = parts.numbers();
    this.waits = parts.waits().apply(this);
    this.standbys = parts.standbys().apply(this);
    this.corrections = parts.corrections().apply(this);
    this.clock = clock;
    this.random = random;
    this.watcher = watcher;
    this.ids = new MessageIds(clock, random, null);
  }

  /** A node begins to work with it. */
  void opened(PostgresInbox.Listener newListener) {
    listener = newListener;
    ids = new MessageIds(clock, random, drafts.isEmpty() ? null : drafts.lastKey().value());
  }

  @Override
  public CompletableFuture<Receipt> append(Draft draft) {
    return CompletableFuture.completedFuture(appended(draft));
  }

  @Override
  public Together.Result appendTogether(Together together) {
    long good =
        together.drafts().stream()
            .map(this::first)
            .filter(known -> known == null || together.isGood(known))
            .count();
    boolean kept = good >= together.required();
    List<Receipt> receipts = new ArrayList<>();
    for (Draft draft : together.drafts()) {
      Receipt known = first(draft);
      receipts.add(known != null ? known : kept ? appended(draft) : new Receipt.Accepted(nextId()));
    }
    return new Together.Result(kept, receipts);
  }

  @Override
  public Optional<Receipt.Duplicate> holder(Draft draft) {
    return first(draft) instanceof Receipt.Duplicate known ? Optional.of(known) : Optional.empty();
  }

  MessageId nextId() {
    return ids.next();
  }

  private Receipt appended(Draft draft) {
    Receipt known = first(draft);
    if (known != null) {
      return known;
    }
    MessageId id = nextId();
    store(id, draft);
    return new Receipt.Accepted(id);
  }

  /** Commits a message and tells the node. */
  final void store(MessageId id, Draft draft) {
    keys.remember(id, draft);
    drafts.put(id, draft);
    List<Work> ready = new ArrayList<>(); // and what is held, which has its place in its lane
    for (Draft.Step step : draft.steps()) {
      DeliveryRow row = add(new DeliveryRow(id, step, draft, 0, clock.instant()));
      waits.needs(row, step.needs());
      if (step.place().filter(place -> !numbers.hasItsTurn(row, place)).isPresent()) {
        row.state = DeliveryState.BLOCKED;
      }
      if (row.isOpen()) {
        ready.add(row.work());
      }
    }
    watcher.stored(id, draft);
    listener.accepted(List.of(new PostgresInbox.Accepted(message(id, draft), draft, ready)));
  }

  /** A new delivery. */
  final DeliveryRow add(DeliveryRow row) {
    rows.put(row.id, row);
    byKey.computeIfAbsent(key(row.flow, row.draft.businessKey()), k -> new ArrayList<>()).add(row);
    return row;
  }

  private static String key(String flow, String businessKey) {
    return flow + "/" + businessKey;
  }

  /** The deliveries of a message. */
  final List<DeliveryRow> ofKey(String flow, String businessKey) {
    return byKey.getOrDefault(key(flow, businessKey), List.of());
  }

  final List<DeliveryRow> ofMessage(MessageId id) {
    Draft draft = drafts.get(id);
    return draft == null ? List.of() : ofKey(draft.flow(), draft.businessKey());
  }

  void forgetKeys() {
    keys.forget();
  }

  final @Nullable Receipt first(Draft draft) {
    return keys.first(draft);
  }

  @Override
  public CompletableFuture<Boolean> intend(Work work) {
    DeliveryRow row = row(work.id());
    boolean may =
        row.attempts == work.attempts()
            && (row.state == DeliveryState.READY || row.state == DeliveryState.RETRY_AT);
    if (may) {
      row.state = DeliveryState.IN_FLIGHT;
      row.dueAt = Optional.empty();
      row.changedAt = clock.instant();
    }
    return CompletableFuture.completedFuture(may);
  }

  @Override
  public CompletableFuture<Committed> settle(Settlement settlement) {
    DeliveryRow row = row(settlement.work().id());
    boolean freesItsKey = row.sequence.isPresent() && !settlement.next().holdsItsKey();
    if (!maySettle(row, settlement)) {
      List<Work> again = new ArrayList<>();
      if (settlement.freesOthers()) {
        again.addAll(followers(row.id, DeliveryState.READY));
      }
      if (freesItsKey) {
        again.addAll(readyBehind(row));
      }
      again.addAll(standbys.calledBefore(settlement));
      return CompletableFuture.completedFuture(new Committed(false, again));
    }
    DeliveryState from = settlement.work().state();
    row.settled(settlement, clock.instant());
    settlement.needsPerson().ifPresent(needs -> enterCase(row, needs));
    watcher.moved(row, from, "attempt", Optional.of(settlement));
    List<Work> freed = new ArrayList<>();
    if (settlement.freesOthers()) {
      freed.addAll(follow(row.id, row.state));
    }
    freed.addAll(standbys.calledBy(settlement, row));
    if (freesItsKey) {
      freed.addAll(followNumbers(row));
    }
    return CompletableFuture.completedFuture(new Committed(true, freed));
  }

  private void enterCase(DeliveryRow row, Settlement.NeedsPerson needs) {
    row.caseNumber = Optional.of(cases.join(needs.fingerprint()));
    row.code = needs.failure().code();
    row.needsApproval = needs.needsApproval();
  }

  /** The fence: a late writer is refused. */
  boolean maySettle(DeliveryRow row, Settlement settlement) {
    return row.attempts == settlement.work().attempts()
        && switch (row.state) {
          case READY, RETRY_AT, IN_FLIGHT, IN_DOUBT -> true;
          case BLOCKED,
              HELD,
              NEEDS_PERSON,
              DELIVERED,
              CONFIRMED,
              REJECTED,
              SETTLED_BY_HAND,
              CANCELLED,
              REROUTED,
              SKIPPED ->
              false;
        };
  }

  @Override
  public Optional<Work> doubt(Work work, Instant askNotBefore) {
    DeliveryRow row = row(work.id());
    if (row.state != DeliveryState.IN_FLIGHT) {
      return Optional.empty();
    }
    row.dueAt = Optional.of(askNotBefore);
    row.business = BusinessStatus.UNKNOWN;
    move(row, DeliveryState.IN_DOUBT, "platform");
    return Optional.of(row.work());
  }

  /** Sets free or skips what waited for a step that came to its end. */
  final List<Work> follow(DeliveryId step, DeliveryState became) {
    if (!became.isTerminal() || became == DeliveryState.REROUTED) {
      return List.of();
    }
    if (became.hasEffect()) {
      standbys.done(row(step));
    }
    List<Work> freed = new ArrayList<>();
    for (DeliveryRow row : waitingFor(step)) {
      if (row.state == DeliveryState.BLOCKED) {
        move(row, became.hasEffect() ? DeliveryState.READY : DeliveryState.SKIPPED, "platform");
        if (row.state == DeliveryState.READY) {
          freed.add(row.work());
        } else {
          follow(row.id, DeliveryState.SKIPPED);
        }
      }
    }
    return freed;
  }

  /** Lets go what waited for the number before it. */
  final List<Work> followNumbers(DeliveryRow done) {
    List<Work> freed = new ArrayList<>();
    for (DeliveryRow row : numbers.after(done)) {
      move(row, waits.isWaiting(row) ? DeliveryState.HELD : DeliveryState.READY, "platform");
      freed.add(row.work());
    }
    return freed;
  }

  /** Another state, and nothing else. */
  final void move(DeliveryRow row, DeliveryState next, String by) {
    DeliveryState from = row.state;
    row.state = next;
    row.wasLetGo |= next == DeliveryState.READY || next == DeliveryState.HELD;
    row.changedAt = clock.instant();
    watcher.moved(row, from, by, Optional.empty());
  }

  /** Another state out of a case, with tries that begin anew. */
  final Work leave(DeliveryRow row, DeliveryState next, String by) {
    row.tries = 0;
    row.dueAt = Optional.empty();
    row.business =
        next == DeliveryState.SETTLED_BY_HAND
            ? BusinessStatus.SETTLED_BY_HAND
            : BusinessStatus.PENDING;
    row.caseNumber.ifPresent(cases::leave);
    row.caseNumber = Optional.empty();
    move(row, next, by);
    return row.work();
  }

  private List<Work> readyBehind(DeliveryRow done) {
    return rows.values().stream()
        .filter(row -> row.lane == done.lane)
        .filter(row -> row.state == DeliveryState.READY || row.state == DeliveryState.HELD)
        .filter(row -> row.sequence.orElse(0) > done.sequence.orElseThrow())
        .map(DeliveryRow::work)
        .toList();
  }

  private List<Work> followers(DeliveryId step, DeliveryState state) {
    return waitingFor(step).stream().filter(r -> r.state == state).map(DeliveryRow::work).toList();
  }

  final List<DeliveryRow> waitingFor(DeliveryId step) {
    return rows.values().stream()
        .filter(r -> r.id.message().equals(step.message()) && r.after == step.step())
        .toList();
  }

  @Override
  public List<Work> openOf(String system, Optional<DeliveryId> after, int limit) {
    return page(row -> row.system.equals(system), after, limit);
  }

  @Override
  public List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit) {
    return page(row -> row.lane == lane, after, limit);
  }

  private List<Work> page(Predicate<DeliveryRow> which, Optional<DeliveryId> after, int limit) {
    return rows.values().stream()
        .filter(which)
        .filter(DeliveryRow::isOpen)
        .filter(row -> after.isEmpty() || row.id.compareTo(after.get()) > 0)
        .limit(limit)
        .map(DeliveryRow::work)
        .toList();
  }

  @Override
  public Optional<Work> find(DeliveryId id) {
    return Optional.ofNullable(rows.get(id)).map(DeliveryRow::work);
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return Optional.ofNullable(drafts.get(id)).map(draft -> message(id, draft));
  }

  @Override
  public Optional<Message> messageInForce(MessageId id) {
    return message(id)
        .map(
            message ->
                corrections
                    .inForceOf(id)
                    .map(content -> message.with(content.content(), corrections.inForce(id)))
                    .orElse(message));
  }

  @Override
  public List<String> systemsWithOpenWork() {
    return rows.values().stream()
        .filter(DeliveryRow::isOpen)
        .map(row -> row.system)
        .distinct()
        .toList();
  }

  final DeliveryRow row(DeliveryId id) {
    DeliveryRow row = rows.get(id);
    if (row == null) {
      throw new IllegalArgumentException("no delivery " + id);
    }
    return row;
  }

  private static Message message(MessageId id, Draft draft) {
    return new Message(
        id,
        draft.flow(),
        draft.landscapeVersion(),
        draft.sender(),
        draft.businessKey(),
        draft.orderKey(),
        draft.correlationId(),
        draft.traceparent(),
        draft.payload().content());
  }
}
