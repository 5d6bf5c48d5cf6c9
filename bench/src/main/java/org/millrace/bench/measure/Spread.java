package org.millrace.bench.measure;

import java.util.List;

/**
 * Least, middle and greatest of several repetitions; the middle one of an even number is the lower.
 */
public record Spread(double min, double median, double max) {

  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(sorted.getFirst(), sorted.get((sorted.size() - 1) / 2), sorted.getLast());
  }
}
