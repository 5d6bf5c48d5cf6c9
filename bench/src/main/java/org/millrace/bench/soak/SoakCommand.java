package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.report.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The long doses of every fault, and the table of what came of them. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Breaks everything for a while. Exit status 0 only if nothing was violated.")
public final class SoakCommand implements Callable<Integer> {

  /** The simulator gets this share of the time, the processes the rest. */
  private static final double SIMULATOR_SHARE = 0.3;

  @Mixin private Places places = new Places();

  @Option(names = "--minutes", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
  private double minutes;

  @Option(names = "--seed", description = "Default: the time; it is printed.")
  private long seed;

  @Option(
      names = "--lane",
      defaultValue = "both",
      description = "simulator, process or both. Default: ${DEFAULT-VALUE}")
  private String lane = "";

  @Option(
      names = "--round",
      split = ",",
      description =
          "Only these rounds of the process lane: random-kills, failpoints, postgres-killed,"
              + " connections, slow-target, burst, replay, poison, disk-full, credentials, numbers,"
              + " races, batch, change, outage. Default: all.")
  private List<String> rounds = new ArrayList<>();

  @Option(
      names = "--backlog",
      defaultValue = "3000",
      description = "Messages that come during the outage. Default: ${DEFAULT-VALUE}")
  private int backlog;

  @Option(
      names = "--capacity",
      defaultValue = "300",
      description = "What the ERP takes a second after the outage. Default: ${DEFAULT-VALUE}")
  private int capacity;

  private final InstantSource clock;

  public SoakCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant startedAt = clock.instant();
    long chosen = seed == 0 ? startedAt.toEpochMilli() : seed;
    Path folder = places.workFolder(startedAt);
    System.out.printf("seed %d, data and logs in %s%n", chosen, folder);
    Duration time = Duration.ofMillis((long) (minutes * 60_000));
    List<Round> chosenRounds = rounds();
    boolean both = lane.equals("both") && rounds.isEmpty();
    List<Row> rows = new ArrayList<>();
    if (both || (lane.equals("simulator") && rounds.isEmpty())) {
      double share = both ? SIMULATOR_SHARE : 1;
      rows.addAll(SimulatorLane.run(chosen, part(time, share)));
    }
    if (!lane.equals("simulator")) {
      double share = both ? 1 - SIMULATOR_SHARE : 1;
      rows.addAll(new ProcessLane(places, folder, chosen, part(time, share)).run(chosenRounds));
    }
    return told(rows, startedAt);
  }

  private List<Round> rounds() {
    List<Round> all = Round.all(new OutageWalk(backlog, capacity));
    List<String> unknown =
        rounds.stream()
            .filter(name -> all.stream().noneMatch(round -> round.name().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new EngineFailure("there are no rounds " + unknown + "; see --help");
    }
    return all.stream().filter(round -> rounds.isEmpty() || rounds.contains(round.name())).toList();
  }

  private int told(List<Row> rows, Instant startedAt) throws IOException {
    System.out.printf(
        "%n%s, commit %s, %s%n%n| Fault | Dose | Violations | |%n|---|---|---|---|%n",
        startedAt, places.commit(), places.machine());
    rows.forEach(row -> System.out.println(row.line()));
    // A fault's own row repeats what its seeds' row has.
    long violations =
        rows.stream()
            .filter(row -> !row.fault().startsWith("simulator: ") || row.fault().endsWith("worlds"))
            .mapToLong(Row::violations)
            .sum();
    System.out.printf("%nviolations=%d%n", violations);
    return violations == 0 ? 0 : 1;
  }

  private static Duration part(Duration time, double share) {
    return Duration.ofMillis((long) (time.toMillis() * share));
  }
}
