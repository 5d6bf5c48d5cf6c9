package org.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.Millrace;
import org.millrace.bench.engine.Probe;
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
    description = "Measures Millrace next to the budget probe. Exit status 1 if the run is void.")
public final class RunCommand implements Callable<Integer> {
  private static final int TARGET_OFFSET = 9;
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

  @Option(names = "--only", description = "Run one engine alone: probe or millrace.")
  private String only = "";

  @Option(names = "--warmup", description = "Seconds. Default: 20; 8 with --quick.")
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
    List<Engine> engines = engines();
    List<Measurement> all = new ArrayList<>();
    int times = or(repetitions, 3, 1);
    for (int repetition = 1; repetition <= times; repetition++) {
      for (Engine engine : engines) {
        Path folder = work.resolve(repetition + "-" + engine.name().replace(' ', '-'));
        System.err.printf("%s, repetition %d of %d%n", engine.name(), repetition, times);
        all.add(trial.run(engine, repetition, Files.createDirectories(folder)));
      }
    }
    BenchResult result =
        BenchResult.of(startedAt, places.machine(), commandLine(), places.commit(), all);
    System.out.println(Table.of(result));
    System.out.println("written: " + result.write(places.results()));
    if (json) {
      System.out.println(result.line());
    }
    return result.isVoid() ? 1 : 0;
  }

  /** Who takes part, in the order of every repetition. Peers join here. */
  private List<Engine> engines() {
    List<Engine> all =
        List.of(
            new Probe(places.port() + 1, places.binaries()),
            new Millrace(places.millrace(), places.landscape("bench/landscape"), places.port()));
    List<Engine> chosen =
        all.stream().filter(e -> only.isEmpty() || e.name().contains(only)).toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--only: there is no engine \"" + only + "\"");
    }
    return chosen;
  }

  private Trial.Load load() {
    return new Trial.Load(
        connections,
        keys,
        size,
        Duration.ofSeconds(or(warmup, 20, 8)),
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
