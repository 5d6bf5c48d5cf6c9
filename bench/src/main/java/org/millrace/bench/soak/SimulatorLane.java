package org.millrace.bench.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millrace.simulation.Fault;
import org.millrace.simulation.Simulation;

/** Seeds of the simulator for a given time. */
final class SimulatorLane {

  private static final int MOST_SHOWN = 10;

  private SimulatorLane() {}

  static List<Row> run(long firstSeed, Duration time) throws InterruptedException {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    Simulation.Sum sum = Simulation.run(firstSeed, () -> System.nanoTime() < end);
    sum.failed().stream()
        .limit(MOST_SHOWN)
        .forEach(failed -> System.out.printf("seed %d: %s%n", failed.seed(), failed.violations()));
    double seconds = (System.nanoTime() - began) / 1e9;
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "simulator: seeded worlds",
            sum.seeds(),
            violations(sum.failed()),
            String.format(
                Locale.ROOT,
                "seeds %d to %d, %,d messages, %.0f seeds/s",
                firstSeed,
                firstSeed + sum.seeds() - 1,
                sum.messages(),
                sum.seeds() / seconds)));
    for (Fault fault : Fault.values()) {
      rows.add(
          new Row(
              "simulator: " + fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              sum.doses().getOrDefault(fault, 0),
              violations(sum.failed().stream().filter(f -> f.doses().containsKey(fault)).toList()),
              ""));
    }
    return rows;
  }

  private static long violations(List<Simulation.Outcome> failed) {
    return failed.stream().mapToLong(outcome -> outcome.violations().size()).sum();
  }
}
