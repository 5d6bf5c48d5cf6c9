package org.millrace.bench.report;

import java.util.List;
import java.util.Locale;
import org.millrace.bench.measure.Spread;

/** The result for a person, as a Markdown table that can go into the documentation as it is. */
final class Table {
  private static final List<String> HEAD =
      List.of(
          "| Engine | delivered/s min · median · max | accept p50 / p99 ms | deliver p50 / p99 ms "
              + "| CPU µs per message (driver) | RSS MiB | start ms | others' CPU | out of order "
              + "| durable before 202 · dedup · order per key · trace |",
          "|---|---|---|---|---|---|---|---|---|---|");

  private static final int COLUMNS = 10;

  private Table() {}

  static String of(BenchResult result) {
    StringBuilder text = new StringBuilder();
    HEAD.forEach(line -> text.append(line).append('\n'));
    result.engines().forEach(engine -> text.append(row(engine)).append('\n'));
    result
        .skipped()
        .forEach(
            s ->
                text.append("| %s | SKIPPED: %s".formatted(s.engine(), inCell(s.reason())))
                    .append(" |".repeat(COLUMNS - 1))
                    .append('\n'));
    result
        .headline()
        .ofLimit()
        .ifPresent(share -> text.append("\nof the limit: %.2f".formatted(share)));
    result
        .headline()
        .vsBestPeer()
        .ifPresent(times -> text.append("\nof the best durable peer: %.1f×".formatted(times)));
    result.headline().faults().forEach(fault -> text.append("\nVOID: ").append(fault));
    return text.append('\n').toString();
  }

  private static String row(Standing s) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f / %.1f | %.1f / %.1f | %.0f (%.0f) | %.0f | %.0f | %.0f %% | %.0f | %s |",
        s.engine(),
        rates(s.deliveredPerS()),
        s.acceptP50Ms().median(),
        s.acceptP99Ms().median(),
        s.deliverP50Ms().median(),
        s.deliverP99Ms().median(),
        s.cpuUsPerMessage().median(),
        s.driverCpuUs().median(),
        s.rssMb().max(),
        s.startMs().median(),
        s.othersShare().max() * 100,
        s.misordered().max(),
        s.guarantees().words());
  }

  private static String inCell(String text) {
    return text.replaceAll("\\s+", " ").replace('|', '/');
  }

  private static String rates(Spread spread) {
    return String.format(
        Locale.ROOT, "%,.0f · %,.0f · %,.0f", spread.min(), spread.median(), spread.max());
  }
}
