package org.millrace.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Role;
import org.millrace.bench.measure.Spread;

/** One engine over all its repetitions. */
public record Standing(
    String engine,
    Role role,
    Guarantees guarantees,
    int repetitions,
    Spread deliveredPerS,
    Spread acceptedPerS,
    Spread cpuUsPerMessage,
    Spread driverCpuUs,
    Spread othersShare,
    Spread acceptP50Ms,
    Spread acceptP99Ms,
    Spread deliverP50Ms,
    Spread deliverP99Ms,
    Spread rssMb,
    Spread startMs,
    Spread misordered,
    List<String> faults) {
  public Standing {
    faults = List.copyOf(faults);
  }

  /** All of one engine's measurements, at least one. */
  static Standing of(List<Measurement> runs) {
    return new Standing(
        runs.getFirst().engine(),
        runs.getFirst().role(),
        runs.getFirst().guarantees(),
        runs.size(),
        spread(runs, Measurement::deliveredPerS),
        spread(runs, Measurement::acceptedPerS),
        spread(runs, Measurement::cpuUsPerMessage),
        spread(runs, Measurement::driverCpuUs),
        spread(runs, Measurement::othersShare),
        spread(runs, Measurement::acceptP50Ms),
        spread(runs, Measurement::acceptP99Ms),
        spread(runs, Measurement::deliverP50Ms),
        spread(runs, Measurement::deliverP99Ms),
        spread(runs, Measurement::rssMb),
        spread(runs, run -> run.startMs()),
        spread(runs, run -> run.misordered()),
        runs.stream().flatMap(run -> run.faults().stream()).toList());
  }

  private static Spread spread(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    return Spread.of(runs.stream().map(run -> Json.rounded(figure.applyAsDouble(run))).toList());
  }
}
