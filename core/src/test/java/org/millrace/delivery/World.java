package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.millrace.journal.Work;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.message.MessageIds;

/**
 * A seeded world around the dispatcher: a journal, a target that fails in every way and keeps a
 * ledger of effects, people who release cases, and effects that are answered late and out of order.
 */
final class World {

  static final String TARGET = "erp";

  private final Random random;
  private final MessageIds ids;
  private Instant now = Instant.parse("2026-01-05T06:00:00Z");
  final Dispatcher dispatcher;
  final Map<DeliveryId, Work> journal = new TreeMap<>();
  final List<DeliveryId> ledger = new ArrayList<>();
  private final List<Effect> pending = new ArrayList<>();
  private final ArrayDeque<Event> undelivered = new ArrayDeque<>();
  private final Map<Long, Integer> underWay = new HashMap<>();
  double trouble;
  int mostResident;
  int mostInFlight;

  World(long seed, Window window, int concurrency, double rate) {
    random = new Random(seed);
    ids = new MessageIds(() -> now, new Random(seed + 1), null);
    dispatcher = new Dispatcher(window, flow -> false);
    tell(
        new Event.TargetDeclared(
            TARGET, concurrency, rate, new BreakerPolicy(10, 0.5, Duration.ofSeconds(5))));
  }

  /** Accepts messages of one commit. */
  void accept(int count, int keys) {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MessageId id = ids.next();
      Work work =
          new Work(
              new DeliveryId(id, 1),
              "flow",
              TARGET,
              random.nextInt(keys),
              DeliveryState.READY,
              0,
              0,
              false,
              OptionalLong.empty(),
              Optional.empty());
      journal.put(work.id(), work);
      works.add(work);
    }
    undelivered.add(new Event.Appended(works));
  }

  /** Does one of the things that could happen next. */
  void step() {
    now = now.plusMillis(random.nextInt(20));
    if (!undelivered.isEmpty() && random.nextBoolean()) {
      tell(undelivered.remove());
    } else if (!pending.isEmpty()) {
      perform(pending.remove(random.nextInt(pending.size())));
    } else if (!undelivered.isEmpty()) {
      tell(undelivered.remove());
    } else {
      now = dispatcher.wakeAt().filter(at -> at.isAfter(now)).orElse(now.plusMillis(100));
      tell(new Event.Tick());
    }
    releaseSomeCase();
  }

  boolean isDone() {
    return journal.values().stream().allMatch(work -> work.state().isTerminal());
  }

  Work stored(DeliveryId id) {
    return Objects.requireNonNull(journal.get(id), () -> "unknown delivery " + id);
  }

  private void tell(Event event) {
    pending.addAll(dispatcher.on(event, now));
    TargetSnapshot snapshot = dispatcher.snapshots().getFirst();
    mostResident = Math.max(mostResident, snapshot.resident());
    mostInFlight = Math.max(mostInFlight, snapshot.inFlight());
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send send -> send(send.work());
      case Effect.Ask ask -> settle(ask.work(), DeliveryState.READY, new Verdict.Works());
      case Effect.Doubt doubt -> {
        Work doubted =
            doubt.work().after(DeliveryState.IN_DOUBT, false, Optional.of(now.plusMillis(50)));
        journal.put(doubted.id(), doubted);
        tell(new Event.Doubted(doubted));
      }
      case Effect.Load load ->
          tell(new Event.Loaded(TARGET, open(w -> true, load.after(), load.limit()), load.limit()));
      case Effect.LoadLane load ->
          tell(
              new Event.LaneLoaded(
                  TARGET,
                  load.lane(),
                  open(w -> w.lane() == load.lane(), Optional.empty(), load.limit()),
                  load.limit()));
      case Effect.Reach ignored ->
          tell(new Event.Reached(TARGET, random.nextDouble() >= trouble, "asked"));
      case Effect.RecordHold ignored -> {}
      case Effect.EndHold ignored -> {}
    }
  }

  private void send(Work work) {
    int others = underWay.merge(work.lane(), 1, Integer::sum);
    if (others > 1) {
      throw new AssertionError("two deliveries of one lane under way: " + work);
    }
    Work stored = stored(work.id());
    if (stored.attempts() != work.attempts()) {
      // a page that was read a moment ago: the journal's fence lets nothing happen twice
      underWay.merge(work.lane(), -1, Integer::sum);
      tell(new Event.Settled(stored, new Verdict.Silent()));
      return;
    }
    double luck = random.nextDouble();
    if (luck >= trouble) {
      ledger.add(work.id());
      settle(work, DeliveryState.CONFIRMED, new Verdict.Works());
    } else if (luck < trouble / 4) {
      settle(work, DeliveryState.NEEDS_PERSON, new Verdict.Works());
    } else if (luck < trouble / 2) {
      settle(work, DeliveryState.READY, new Verdict.Out("refused", "connection refused"));
    } else if (luck < trouble * 3 / 4) {
      settle(work, DeliveryState.IN_DOUBT, new Verdict.Failed("timeout", "no answer"));
    } else {
      settle(work, DeliveryState.RETRY_AT, new Verdict.Failed("http-503", "busy"));
    }
  }

  private void settle(Work work, DeliveryState next, Verdict verdict) {
    underWay.computeIfPresent(work.lane(), (lane, count) -> Math.max(0, count - 1));
    boolean dated = next == DeliveryState.RETRY_AT || next == DeliveryState.IN_DOUBT;
    Work after =
        work.after(
            next,
            true,
            dated ? Optional.of(now.plusMillis(random.nextInt(500))) : Optional.empty());
    journal.put(after.id(), after);
    undelivered.add(new Event.Settled(after, verdict));
  }

  private void releaseSomeCase() {
    if (random.nextInt(20) == 0) {
      journal.values().stream()
          .filter(work -> work.state() == DeliveryState.NEEDS_PERSON)
          .findFirst()
          .ifPresent(
              work -> {
                Work ready =
                    new Work(
                        work.id(),
                        work.flow(),
                        work.system(),
                        work.lane(),
                        DeliveryState.READY,
                        work.attempts(),
                        0,
                        work.callback(),
                        work.sequence(),
                        Optional.empty());
                journal.put(ready.id(), ready);
                undelivered.add(new Event.Returned(List.of(ready)));
              });
    }
  }

  private List<Work> open(
      java.util.function.Predicate<Work> which, Optional<DeliveryId> after, int limit) {
    return journal.values().stream()
        .filter(work -> !work.state().isTerminal())
        .filter(which)
        .filter(work -> after.isEmpty() || work.id().compareTo(after.get()) > 0)
        .sorted(Comparator.comparing(Work::id))
        .limit(limit)
        .toList();
  }
}
