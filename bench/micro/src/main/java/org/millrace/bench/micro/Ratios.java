package org.millrace.bench.micro;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each operation costs.
 *
 * @param nanos by operation; the least of all iterations, which noise disturbs least
 */
record Ratios(SortedMap<String, Double> nanos) {
  /** The operation that is 1. */
  static final String BASE = "Base.sha256Of1KiB";

  private static final String HEAD =
      "| Operation | ns | × base | committed | change |%n|---|---|---|---|---|%n".formatted();

  Ratios {
    if (!nanos.containsKey(BASE)) {
      throw new IllegalArgumentException("the base operation was not measured");
    }
    nanos = new TreeMap<>(nanos);
  }

  /** Multiples of the base operation, by operation, without the base itself. */
  SortedMap<String, Double> multiples() {
    double base = nanos.getOrDefault(BASE, 1.0);
    SortedMap<String, Double> multiples = new TreeMap<>();
    nanos.forEach((name, value) -> multiples.put(name, rounded(value / base)));
    multiples.remove(BASE);
    return multiples;
  }

  private static double rounded(double value) {
    return value < 1 ? Math.round(value * 1_000) / 1_000.0 : Math.round(value * 100) / 100.0;
  }

  /** A Markdown table next to the multiples that were committed. */
  String table(Map<String, Double> committed) {
    StringBuilder text = new StringBuilder(HEAD);
    multiples().forEach((name, multiple) -> text.append(row(name, multiple, committed)));
    committed.keySet().stream()
        .filter(name -> !nanos.containsKey(name))
        .sorted()
        .forEach(name -> text.append("| %s | not measured | | | |%n".formatted(name)));
    return text.toString();
  }

  private String row(String name, double multiple, Map<String, Double> committed) {
    Optional<Double> before = Optional.ofNullable(committed.get(name));
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %s | %s |%n",
        name,
        nanos.get(name),
        multiple,
        before.map(String::valueOf).orElse("new"),
        before
            .map(b -> String.format(Locale.ROOT, "%+.0f %%", (multiple / b - 1) * 100))
            .orElse(""));
  }
}
