package org.millrace.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Checks a batch against what its sender counted, in exact decimals. */
final class ControlSums {

  /** Beyond this many digits before or after the point, adding up could fill the memory. */
  private static final int MOST_DIGITS = 200;

  private ControlSums() {}

  /** What differs; empty if nothing does. */
  static List<Problem.At> differences(Batch batch) {
    List<Problem.At> differences = new ArrayList<>();
    Batch.ControlTotals totals = batch.totals().orElse(null);
    if (totals == null) {
      return differences;
    }
    int came = batch.records().size();
    if (totals.count().isPresent() && totals.count().get() != came) {
      differences.add(
          new Problem.At(
              "/controlTotals/count", "says " + totals.count().get() + ", but " + came + " came"));
    }
    totals
        .sums()
        .forEach(
            (pointer, stated) -> {
              Optional<BigDecimal> sum = sum(batch, pointer);
              if (sum.isEmpty()) {
                differences.add(
                    new Problem.At(
                        "/controlTotals/sums", pointer + " is no number in one of the records"));
              } else if (sum.get().compareTo(stated) != 0) {
                differences.add(
                    new Problem.At(
                        "/controlTotals/sums",
                        pointer
                            + " says "
                            + stated.toPlainString()
                            + ", but the records add up to "
                            + sum.get().toPlainString()));
              }
            });
    return differences;
  }

  private static Optional<BigDecimal> sum(Batch batch, String pointer) {
    JsonPointer at;
    try {
      at = JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Batch.Item item : batch.records()) {
      Optional<BigDecimal> value = value(item, at);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(value.get());
    }
    return Optional.of(sum);
  }

  private static Optional<BigDecimal> value(Batch.Item item, JsonPointer at) {
    byte[] bytes = item.content().bytes();
    try {
      return exact(Json.tree(bytes, 0, bytes.length).at(at));
    } catch (JacksonException e) {
      throw Json.unreadable(e);
    }
  }

  /** A number, or a text that is one; empty for all else and for absurd sizes. */
  static Optional<BigDecimal> exact(JsonNode node) {
    if (!node.isNumber() && !node.isString()) {
      return Optional.empty();
    }
    String text = node.asString();
    if (text.length() > Json.LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      boolean sane =
          Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
      return sane ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
