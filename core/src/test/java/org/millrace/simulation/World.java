package org.millrace.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetAdapter;
import org.millrace.adapter.TargetContext;
import org.millrace.delivery.SimulatedNode;
import org.millrace.delivery.TargetSnapshot;
import org.millrace.delivery.Targets;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;
import org.millrace.proof.Fact;

/**
 * Everything around and inside one simulated node. Chaos until the senders are done, then calm with
 * a deadline. The same seed gives the same history.
 */
final class World {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** After this much calm, whatever is still open must be a person's. */
  private static final long CALM = 30 * 60 * SECOND;

  /** Far more than any seed needs; a world that goes on for ever is a failure of its own. */
  private static final int MOST_STEPS = 400_000;

  private final Random random;
  private final SimulatedTime time = new SimulatedTime();
  private final Turns turns;
  final Swarm swarm;
  private final Assembly assembly;
  private final Consumer<Fact> history;
  private final SimulatedLandscapes catalog = new SimulatedLandscapes();
  private final Map<String, SimulatedTarget> targets = new LinkedHashMap<>();
  private final MemoryJournal journal;
  private final MemoryHolds holds = new MemoryHolds();
  private final People people;
  private final SimulatedSenders senders;
  private final Map<String, Integer> mostInFlight = new HashMap<>();
  private final Map<String, Integer> mostResident = new HashMap<>();
  private StormyJournal ports;
  private SimulatedNode node;
  private int life;
  private int steps;

  World(long seed, int messages, Assembly assembly, Consumer<Fact> sink) {
    this.random = new Random(seed);
    this.assembly = assembly;
    this.turns = new Turns(time, random);
    this.swarm = new Swarm(random);
    Chronicle chronicle = new Chronicle(time, sink);
    this.history = chronicle;
    for (SystemDefinition system : catalog.systems()) {
      targets.put(system.name(), target(system));
    }
    this.journal = assembly.journal(time, new Random(seed + 1), chronicle);
    this.people = new People(journal, catalog, holds, chronicle, targets, time, random);
    this.senders = new SimulatedSenders(messages, random, swarm, time, history);
    this.ports = new StormyJournal(journal, holds, turns, swarm, time);
    this.node = begin();
  }

  private SimulatedTarget target(SystemDefinition system) {
    Ledger ledger =
        new Ledger(system.name(), SimulatedLandscapes.capability(system), time, history);
    history.accept(
        new Fact.Target(
            0, system.name(), 1 + SimulatedLandscapes.VERSIONS, SimulatedNode.MOST_RESIDENT));
    return assembly.target(
        new Assembly.TargetParts(system.name(), ledger, turns, time, swarm, random, history));
  }

  private SimulatedNode begin() {
    life++;
    int own = life;
    ports = new StormyJournal(journal, holds, turns, swarm, time);
    SimulatedNode started =
        new SimulatedNode(
            new SimulatedNode.World(
                ports,
                ports,
                ports,
                ports,
                () -> !journal.waits.isEmpty(),
                new Targets(Map.of("simulated", new Connector()), (a, s) -> connected(s)),
                catalog,
                time,
                time::nanos,
                random,
                assembly::decide,
                wait -> turns.sleep(wait.toNanos()),
                body -> turns.spawn(own, body)));
    journal.opened(started::accepted);
    started.start();
    return started;
  }

  private Target connected(SystemDefinition system) {
    return Optional.ofNullable(targets.get(system.name())).orElseThrow();
  }

  /** Runs to the end. */
  void run() {
    while (!senders.isDone()) {
      inject();
      step(true);
    }
    int more = random.nextInt(400);
    for (int i = 0; i < more; i++) {
      inject();
      step(false);
    }
    calm();
    journal
        .rows
        .values()
        .forEach(
            row ->
                history.accept(
                    new Fact.Stands(
                        time.trueMillis(),
                        row.id.toString(),
                        row.state.name(),
                        row.attempts,
                        row.caseNumber.filter(journal.cases::isOpen).isPresent())));
    history.accept(new Fact.Ended(time.trueMillis()));
    turns.kill(task -> true);
  }

  private void calm() {
    swarm.heal();
    time.thaw();
    turns.kill(task -> Math.abs(task.life) < life);
    targets.values().forEach(SimulatedTarget::heal);
    history.accept(new Fact.Struck(time.trueMillis(), "healed"));
    people.letGo(node);
    boolean peopleWork = random.nextBoolean();
    long deadline = time.nanos() + CALM;
    long nextRound = time.nanos();
    while (time.nanos() < deadline) {
      if (time.nanos() >= nextRound) {
        if (people.nothingElseIsOpen(peopleWork)) {
          return;
        }
        if (peopleWork) {
          people.workThrough(node);
        }
        nextRound = time.nanos() + 20 * SECOND;
      }
      step(false);
    }
  }

  /** Does one of the things that could happen next; if nothing could, time passes. */
  private void step(boolean sending) {
    if (++steps > MOST_STEPS) {
      throw new AssertionError("the world does not come to an end");
    }
    time.pass(random.nextInt((int) (3 * MILLI)));
    targets.values().forEach(target -> target.ledger.land());
    if (sending && senders.hasMore() && random.nextInt(8) == 0) {
      StormyJournal inbox = ports;
      turns.spawn(-life, () -> senders.sendOne(inbox, catalog));
    }
    if (node.keeper().dueIn().compareTo(Duration.ZERO) <= 0) {
      node.keeper().begins();
      turns.spawn(life, node.keeper()::round);
    }
    boolean due = node.dueIn().filter(until -> until.compareTo(Duration.ZERO) <= 0).isPresent();
    boolean canHandle = node.hasEvents() || due;
    if (turns.hasRunnable() && (!canHandle || random.nextBoolean())) {
      turns.step();
    } else if (canHandle) {
      node.handle();
      measure();
    } else if (!(sending && senders.hasMore())) {
      time.pass(Math.max(0, untilSomething()));
    }
  }

  private long untilSomething() {
    long next = time.nanos() + 10 * SECOND;
    next = Math.min(next, turns.nextWake().orElse(next));
    for (SimulatedTarget target : targets.values()) {
      next = Math.min(next, target.ledger.nextLanding().orElse(next));
    }
    next = Math.min(next, time.nanos() + node.dueIn().map(Duration::toNanos).orElse(10 * SECOND));
    next = Math.min(next, time.nanos() + node.keeper().dueIn().toNanos());
    return next - time.nanos();
  }

  private void inject() {
    if (swarm.strikes(Fault.CRASH, 0.05)) {
      crash();
    }
    if (swarm.strikes(Fault.JOURNAL_AWAY, 0.02)) {
      struck("journal-away");
      ports.goAway(MILLI * random.nextInt(4_000));
    }
    if (swarm.strikes(Fault.OUTAGE, 0.02)) {
      struck("outage");
      oneTarget().out(Duration.ofMillis(random.nextInt(60_000)));
    }
    if (swarm.strikes(Fault.CLOCK_JUMP, 0.02)) {
      jump();
    }
    if (swarm.strikes(Fault.CLOCK_FROZEN, 0.02)) {
      struck("clock-frozen");
      time.freeze();
    } else if (time.isFrozen() && random.nextInt(60) == 0) {
      time.thaw();
    }
    if (swarm.strikes(Fault.LANDSCAPE, 0.02)) {
      struck("landscape");
      catalog.next();
      node.apply(catalog.current());
    }
    if (swarm.strikes(Fault.HELD, 0.03)) {
      people.holdOrRelease(node);
    }
    if (swarm.strikes(Fault.PEOPLE, 0.2)) {
      people.decideOne(node);
    }
  }

  private void jump() {
    struck("clock-jump");
    Duration by = random.nextBoolean() ? Duration.ofHours(1) : Duration.ofDays(1);
    time.jump(random.nextBoolean() ? by : by.negated());
  }

  private void crash() {
    struck("crash");
    boolean lateWriter = swarm.strikes(Fault.LATE_WRITER, 3);
    int old = life;
    turns.kill(task -> task.life == -old || (task.life == old && !lateWriter));
    assembly.crashed(journal);
    for (int i = random.nextInt(8); i > 0 && turns.hasRunnable(); i--) {
      turns.step();
    }
    time.pass(MILLI * random.nextInt(6_000));
    if (assembly.fences()) {
      ports.close();
    }
    node = begin();
  }

  private SimulatedTarget oneTarget() {
    return targets.values().stream().skip(random.nextInt(targets.size())).findFirst().orElseThrow();
  }

  private void struck(String fault) {
    history.accept(new Fact.Struck(time.trueMillis(), fault));
  }

  private void measure() {
    for (TargetSnapshot now : node.snapshots()) {
      boolean more =
          now.inFlight() > mostInFlight.getOrDefault(now.system(), 0)
              || now.resident() > mostResident.getOrDefault(now.system(), 0);
      if (more) {
        mostInFlight.merge(now.system(), now.inFlight(), Math::max);
        mostResident.merge(now.system(), now.resident(), Math::max);
        history.accept(
            new Fact.Measured(time.trueMillis(), now.system(), now.inFlight(), now.resident()));
      }
    }
  }

  /** Stands where an adapter is asked for; the targets are given. */
  private static final class Connector implements TargetAdapter {
    @Override
    public String name() {
      return "simulated";
    }

    @Override
    public void check(SystemDefinition system, Problems problems) {}

    @Override
    public Target connect(SystemDefinition system, TargetContext context) {
      throw new IllegalStateException("the target is given");
    }
  }
}
