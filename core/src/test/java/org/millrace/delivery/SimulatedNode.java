package org.millrace.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.millrace.failure.Circumstances;
import org.millrace.failure.Decision;
import org.millrace.failure.Failure;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.Message;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.Requirement;
import org.millrace.landscape.SystemDefinition;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.recovery.SimulatedKeeper;
import org.millrace.telemetry.Traces;

/**
 * The dispatcher, the performer, the sender and all that they consist of, for a world that decides
 * when each of them goes on. What {@link DeliveryEngine} does with threads and a queue, this does
 * one event at a time.
 */
public final class SimulatedNode {

  /** A window so small that it overflows all the time. */
  private static final Window TINY = new Window(12, 3, 4);

  /** Most deliveries of a target in memory: the window and a page that was asked for. */
  public static final int MOST_RESIDENT = TINY.mostResident() + TINY.page();

  /** What the world provides. */
  public record World(
      DeliveryQueue queue,
      Settlements settlements,
      Holds holds,
      Waits waits,
      BooleanSupplier somethingWaits,
      Targets targets,
      LandscapeCatalog catalog,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random,
      BiFunction<Failure, Circumstances, Decision> decide,
      Consumer<Duration> sleep,
      Consumer<Runnable> spawn) {}

  private final World world;
  private final RecentMessages recent;
  private final Dispatcher dispatcher;
  private final Performer performer;
  private final SimulatedKeeper keeper;
  private final InstantSource clock;
  private final ArrayDeque<Event> events = new ArrayDeque<>();

  public SimulatedNode(World world) {
    this.world = world;
    this.recent = new RecentMessages(world.queue());
    this.dispatcher = new Dispatcher(TINY, this::skips);
    this.keeper =
        new SimulatedKeeper(
            world.waits(), this::returned, world.somethingWaits(), world.nanoTime());
    this.clock = new SteadyClock(world.clock(), world.nanoTime());
    DeliveryQueue queue = new StoredWaits(world.queue(), world.targets(), clock);
    Pause pause = world.sleep()::accept;
    Sender sender =
        new Sender(
            new Preparation(
                world.catalog(), world.targets(), recent, world.nanoTime(), world.random()),
            new Conclusions(world.decide()),
            queue,
            world.settlements(),
            clock,
            world.random(),
            new Hints(keeper, required(world.catalog().current())),
            new AttemptSpans(Traces.OFF),
            pause,
            events::add);
    this.performer =
        new Performer(sender, queue, world.holds(), world.targets(), pause, events::add);
  }

  /** Flows whose messages others need. */
  private static Set<String> required(AppliedLandscape applied) {
    return applied.landscape().flows().values().stream()
        .flatMap(flow -> flow.steps().stream())
        .flatMap(step -> step.requires().stream())
        .map(Requirement::flow)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean skips(String flow) {
    FlowDefinition found = world.catalog().current().landscape().flows().get(flow);
    return found != null && found.skipOnFailure();
  }

  /** As a node starts: what is declared, then the holds that are on record. */
  public void start() {
    apply(world.catalog().current());
    world.holds().all().forEach(this::hold);
  }

  public void apply(AppliedLandscape applied) {
    Runnable _ = world.targets().apply(applied);
    // A landscape's maps have another order in each JVM; a seed must not.
    for (SystemDefinition system : new TreeMap<>(applied.landscape().systems()).values()) {
      OptionalDouble rate = system.limits().ratePerSecond();
      events.add(
          new Event.TargetDeclared(
              system.name(),
              system.limits().concurrency(),
              rate.orElse(Double.POSITIVE_INFINITY),
              system.breaker(),
              system.limits().window()));
    }
  }

  /** Hears of what was committed, in the order of commits. */
  public void accepted(List<PostgresInbox.Accepted> messages) {
    messages.forEach(message -> recent.remember(message.message()));
    events.add(new Event.Appended(messages.stream().flatMap(m -> m.open().stream()).toList()));
    messages.stream()
        .flatMap(message -> message.draft().steps().stream())
        .flatMap(step -> step.needs().stream())
        .forEach(need -> keeper.objectMayBeDone(need.flow(), need.key()));
  }

  public void returned(List<Work> works) {
    events.add(new Event.Returned(works));
  }

  /** A message is to be read anew before it is sent. */
  public void forget(MessageId message) {
    recent.forget(message);
  }

  public void ended(Work work) {
    events.add(new Event.Ended(work));
  }

  public void hold(Holds.Hold hold) {
    events.add(new Event.HoldOrdered(hold));
  }

  public void release(String system) {
    events.add(new Event.ReleaseOrdered(system));
  }

  public boolean hasEvents() {
    return !events.isEmpty();
  }

  /** How long until something is due; not positive if it is now. */
  public Optional<Duration> dueIn() {
    return dispatcher.wakeAt().map(at -> Duration.between(clock.instant(), at));
  }

  /** Handles the next event; time passing is one where none waits. */
  public void handle() {
    Event event = events.isEmpty() ? new Event.Tick() : events.remove();
    for (Effect effect : dispatcher.on(event, clock.instant(), world.clock().instant())) {
      world.spawn().accept(() -> performer.carryOut(effect));
    }
  }

  /** What lets go what waits for others; it has a thread of its own. */
  public SimulatedKeeper keeper() {
    return keeper;
  }

  public List<TargetSnapshot> snapshots() {
    return dispatcher.snapshots();
  }

  /** Others may wait for what had its effect. */
  private record Hints(SimulatedKeeper keeper, Set<String> required) implements DeliveryListener {
    @Override
    public void begins(String system) {}

    @Override
    public void settled(Message message, Settlement settlement) {
      if (settlement.next() == DeliveryState.CONFIRMED && required.contains(message.flow())) {
        keeper.objectMayBeDone(message.flow(), message.businessKey());
      }
    }

    @Override
    public void superseded(String system) {}
  }
}
