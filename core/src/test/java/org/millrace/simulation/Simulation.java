package org.millrace.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.millrace.proof.Checker;
import org.millrace.proof.Fact;
import org.millrace.proof.Violation;

/** Runs seeds and has each history checked. */
public final class Simulation {

  /** What a seed came to. */
  public record Outcome(
      long seed, long messages, List<Violation> violations, Map<Fault, Integer> doses) {
    public Outcome {
      violations = List.copyOf(violations);
    }
  }

  /** What many seeds came to. */
  public record Sum(long seeds, long messages, List<Outcome> failed, Map<Fault, Integer> doses) {}

  private static final int MESSAGES = 24;

  private Simulation() {}

  /** Runs one seed of the faithful node; gives every fact to the reader as well. */
  public static Outcome run(long seed, Consumer<Fact> reader) {
    return run(seed, new Assembly(), reader);
  }

  static Outcome run(long seed, Assembly assembly, Consumer<Fact> reader) {
    Checker checker = new Checker(Checker.Limits.STANDARD);
    World world = new World(seed, MESSAGES, assembly, checker.andThen(reader));
    try {
      world.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
    return new Outcome(seed, checker.messages(), checker.violations(), world.swarm.doses());
  }

  /** Runs seeds from the first on, on all cores, as long as there are more. */
  public static Sum run(long first, BooleanSupplier more) throws InterruptedException {
    return run(first, more, Assembly::new);
  }

  static Sum run(long first, BooleanSupplier more, Supplier<Assembly> assemblies)
      throws InterruptedException {
    SimulatedLandscapes.prepare();
    AtomicLong next = new AtomicLong(first);
    List<Future<Sum>> shares = new ArrayList<>();
    // A world hands its turns to virtual threads; being one itself, it need not leave its core.
    try (ExecutorService worlds = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        shares.add(worlds.submit(() -> share(next, more, assemblies)));
      }
    }
    return total(shares);
  }

  private static Sum share(AtomicLong next, BooleanSupplier more, Supplier<Assembly> assemblies) {
    long seeds = 0;
    long messages = 0;
    List<Outcome> failed = new ArrayList<>();
    Map<Fault, Integer> doses = new EnumMap<>(Fault.class);
    while (more.getAsBoolean()) {
      Outcome outcome = run(next.getAndIncrement(), assemblies.get(), fact -> {});
      seeds++;
      messages += outcome.messages();
      outcome.doses().forEach((fault, dose) -> doses.merge(fault, dose, Integer::sum));
      if (!outcome.violations().isEmpty()) {
        failed.add(outcome);
      }
    }
    return new Sum(seeds, messages, failed, doses);
  }

  private static Sum total(List<Future<Sum>> shares) throws InterruptedException {
    long seeds = 0;
    long messages = 0;
    List<Outcome> failed = new ArrayList<>();
    Map<Fault, Integer> doses = new EnumMap<>(Fault.class);
    for (Future<Sum> share : shares) {
      try {
        Sum sum = share.get();
        seeds += sum.seeds();
        messages += sum.messages();
        failed.addAll(sum.failed());
        sum.doses().forEach((fault, dose) -> doses.merge(fault, dose, Integer::sum));
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
    return new Sum(seeds, messages, failed, doses);
  }
}
