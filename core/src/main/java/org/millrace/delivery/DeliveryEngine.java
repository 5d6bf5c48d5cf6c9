package org.millrace.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.Decisions;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.Settlements;
import org.millrace.journal.Work;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.SystemDefinition;
import org.millrace.telemetry.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the dispatcher: feeds it events on one thread and carries out its effects on virtual
 * threads. Thread-safe.
 */
public final class DeliveryEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);

  /** How often the published snapshots are renewed at least. */
  private static final Duration PULSE = Duration.ofMillis(200);

  /** What the engine works with. */
  public record Parts(
      LandscapeCatalog catalog,
      Targets targets,
      RecentMessages messages,
      DeliveryQueue queue,
      Settlements settlements,
      Holds holds,
      DeliveryListener listener,
      Traces traces,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {}

  private final Parts parts;
  private final InstantSource clock;
  private final Performer performer;
  private final Dispatcher dispatcher;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile List<TargetSnapshot> snapshots = List.of();
  private volatile int inFlight;
  private volatile boolean closed;
  private @Nullable Thread thread;

  public DeliveryEngine(Parts parts) {
    this.parts = parts;
    this.dispatcher = new Dispatcher(Window.STANDARD, skipsOnFailure(parts.catalog()));
    this.clock = new SteadyClock(parts.clock(), parts.nanoTime());
    this.performer = performer(parts, clock, events::add);
  }

  private static Performer performer(Parts parts, InstantSource clock, Consumer<Event> events) {
    DeliveryQueue queue = new StoredWaits(parts.queue(), parts.targets(), clock);
    Sender sender =
        new Sender(
            new Preparation(
                parts.catalog(),
                parts.targets(),
                parts.messages(),
                parts.nanoTime(),
                parts.random()),
            new Conclusions(Decisions::decide),
            queue,
            parts.settlements(),
            clock,
            parts.random(),
            parts.listener(),
            new AttemptSpans(parts.traces()),
            Pause.SLEEP,
            events);
    return new Performer(sender, queue, parts.holds(), parts.targets(), Pause.SLEEP, events);
  }

  private static Predicate<String> skipsOnFailure(LandscapeCatalog catalog) {
    return flow ->
        Optional.ofNullable(catalog.current().landscape().flows().get(flow))
            .map(found -> found.skipOnFailure())
            .orElse(false);
  }

  /** Takes up the journal's open work and begins. */
  public void start() {
    apply(parts.catalog().current());
    parts.holds().all().forEach(hold -> events.add(new Event.HoldOrdered(hold)));
    thread = Thread.ofPlatform().name("dispatcher").start(this::run);
  }

  /** Declares the targets of a landscape that came into force. */
  public void apply(AppliedLandscape applied) {
    Runnable closeOld = parts.targets().apply(applied);
    Duration longest = Duration.ZERO;
    for (SystemDefinition system : applied.landscape().systems().values()) {
      if (parts.targets().find(system.name()).isPresent()) {
        longest = longer(longest, system.limits().timeout());
        events.add(
            new Event.TargetDeclared(
                system.name(),
                system.limits().concurrency(),
                system.limits().ratePerSecond().orElse(Double.POSITIVE_INFINITY),
                system.breaker(),
                system.limits().window()));
      }
    }
    closeLater(closeOld, longest.plusSeconds(5));
  }

  /** New deliveries are durable; called in the order of their ids. */
  public void appended(List<Work> works) {
    events.add(new Event.Appended(works));
  }

  /** Deliveries were released by a person. */
  public void returned(List<Work> works) {
    events.add(new Event.Returned(works));
  }

  /** Deliveries go again, of which there may be many: they leave live traffic its room. */
  public void replayed(List<Work> works) {
    events.add(new Event.Replayed(works));
  }

  /** A person ended a delivery. */
  public void ended(Work work) {
    events.add(new Event.Ended(work));
  }

  public void hold(Holds.Hold hold) {
    events.add(new Event.HoldOrdered(hold));
  }

  public void release(String system) {
    events.add(new Event.ReleaseOrdered(system));
  }

  /** How each target stands, at most a moment old. */
  public List<TargetSnapshot> snapshots() {
    return snapshots;
  }

  /**
   * Begins nothing more and waits for what is under way.
   *
   * @return whether nothing was under way at the end
   */
  public boolean drain(Duration limit) throws InterruptedException {
    events.add(new Event.Drain());
    long end = parts.nanoTime().getAsLong() + limit.toNanos();
    Thread.sleep(PULSE.toMillis());
    while (inFlight > 0 && parts.nanoTime().getAsLong() < end) {
      Thread.sleep(20);
    }
    return inFlight == 0;
  }

  private void run() {
    List<Event> batch = new ArrayList<>();
    while (!closed) {
      try {
        take(batch);
      } catch (InterruptedException e) {
        return;
      }
      batch.forEach(this::handle);
      batch.clear();
      inFlight = dispatcher.inFlight();
      snapshots = dispatcher.snapshots();
    }
  }

  private void handle(Event event) {
    try {
      dispatcher.on(event, clock.instant(), parts.clock().instant()).forEach(this::carryOut);
    } catch (RuntimeException e) {
      LOG.error("the dispatcher failed on an event and goes on with the next", e);
    }
  }

  private void take(List<Event> batch) throws InterruptedException {
    Duration wait =
        dispatcher
            .wakeAt()
            .map(at -> Duration.between(clock.instant(), at))
            .filter(until -> until.compareTo(PULSE) < 0)
            .orElse(PULSE);
    Event first = events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    batch.add(first == null ? new Event.Tick() : first);
    events.drainTo(batch);
  }

  private void carryOut(Effect effect) {
    Thread.ofVirtual().start(() -> performer.carryOut(effect));
  }

  private static void closeLater(Runnable closing, Duration after) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(after);
                closing.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
