package org.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.engine.Millrace;
import org.millrace.bench.engine.Probe;
import org.millrace.bench.peer.Peers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All engines side by side, interleaved, repeated. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Measures Millrace next to the budget probe and its peers. Exit status 1 if the run is"
            + " void.")
public final class RunCommand implements Callable<Integer> {
  private static final int TARGET_OFFSET = 9;
  private static final List<String> QUICK = List.of("probe", "millrace", Peers.BEST_DURABLE);
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(45);
  private static final Duration QUICK_QUIET = Duration.ofSeconds(5);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Places places = new Places();

  @Option(names = "--quick", description = "One repetition with short windows: a first look.")
  private boolean quick;

  @Option(names = "--json", description = "End with the headline as one line of JSON.")
  private boolean json;

  @Option(names = "--repetitions", description = "Default: 3; 1 with --quick.")
  private int repetitions;

  @Option(
      names = "--only",
      split = ",",
      description =
          "Run these only, by (part of) their names: probe, millrace, db-scheduler, dbos, "
              + "camel-artemis, node-red, n8n. Default: all; the first three with --quick.")
  private List<String> only = List.of();

  @Option(names = "--warmup", description = "Seconds. Default: 60; 30 with --quick.")
  private int warmup;

  @Option(names = "--window", description = "Seconds. Default: 15; 6 with --quick.")
  private int window;

  @Option(names = "--connections", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(names = "--keys", defaultValue = "4", description = "Order keys per connection.")
  private int keys;

  @Option(names = "--size", defaultValue = "1024", description = "Bytes of a message.")
  private int size;

  private final InstantSource clock;

  public RunCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant startedAt = clock.instant();
    Path work = places.workFolder(startedAt);
    Trial trial = new Trial(load(), places.port() + TARGET_OFFSET);
    List<Skipped> skipped = new ArrayList<>();
    List<Engine> engines = ready(engines(), skipped);
    List<Measurement> all = new ArrayList<>();
    int times = or(repetitions, 3, 1);
    for (int repetition = 1; repetition <= times; repetition++) {
      for (Engine engine : List.copyOf(engines)) {
        Path folder = work.resolve(repetition + "-" + engine.name().replace(' ', '-'));
        System.err.printf("%s, repetition %d of %d%n", engine.name(), repetition, times);
        try {
          Measurement measured = trial.run(engine, repetition, Files.createDirectories(folder));
          System.err.printf("  %,.0f delivered/s%n", measured.deliveredPerS());
          all.add(measured);
        } catch (EngineFailure e) {
          skip(engine, e, skipped);
          engines.remove(engine);
        }
      }
    }
    BenchResult result =
        BenchResult.of(startedAt, places.machine(), commandLine(), places.commit(), all, skipped);
    System.out.println(Table.of(result));
    System.out.println("written: " + result.write(places.results()));
    if (json) {
      System.out.println(result.line());
    }
    return result.isVoid() ? 1 : 0;
  }

  /** Who takes part, in the order of every repetition. */
  private List<Engine> engines() {
    List<Engine> all = new ArrayList<>();
    all.add(new Probe(places.port() + 1, places.binaries()));
    all.add(new Millrace(places.millrace(), places.landscape("bench/landscape"), places.port()));
    all.addAll(Peers.all(places.port() + 2, places.peers()));
    List<String> wanted = only.isEmpty() && quick ? QUICK : only;
    for (String name : wanted) {
      if (all.stream().noneMatch(engine -> engine.name().contains(name))) {
        throw new ParameterException(
            spec.commandLine(), "--only: there is no engine \"" + name + "\"");
      }
    }
    return all.stream()
        .filter(e -> wanted.isEmpty() || wanted.stream().anyMatch(e.name()::contains))
        .toList();
  }

  /** Installs before anything is measured. */
  private static List<Engine> ready(List<Engine> chosen, List<Skipped> skipped)
      throws IOException, InterruptedException {
    List<Engine> ready = new ArrayList<>();
    for (Engine engine : chosen) {
      Optional<String> reason = engine.prepare();
      if (reason.isEmpty()) {
        ready.add(engine);
      } else {
        skipped.add(new Skipped(engine.name(), reason.get()));
      }
    }
    return ready;
  }

  /** A peer that does not start on this machine must not cost the others' figures. */
  private static void skip(Engine engine, EngineFailure failure, List<Skipped> skipped) {
    switch (engine.role()) {
      case PRODUCT, LIMIT -> throw failure;
      case DURABLE_PEER, PEER ->
          skipped.add(
              new Skipped(
                  engine.name(),
                  String.valueOf(failure.getMessage()).lines().findFirst().orElse("?")));
    }
  }

  private Trial.Load load() {
    return new Trial.Load(
        connections,
        keys,
        size,
        Duration.ofSeconds(or(warmup, 60, 30)),
        Duration.ofSeconds(or(window, 15, 6)),
        DRAIN,
        quick ? QUICK_QUIET : QUIET);
  }

  private int or(int given, int normal, int brief) {
    if (given > 0) {
      return given;
    }
    return quick ? brief : normal;
  }

  private String commandLine() {
    return "bench/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
