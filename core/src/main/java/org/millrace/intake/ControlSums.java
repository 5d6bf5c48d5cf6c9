package org.millrace.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.intake.BatchAnswer.At;
import org.millrace.intake.BatchDocument.ControlTotals;
import org.millrace.message.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a batch against what its sender counted, in exact decimals. */
final class ControlSums {

  /** Beyond this many digits before or after the point, adding up could fill the memory. */
  private static final int MOST_DIGITS = 200;

  private static final JsonMapper JSON = StrictJson.mapper();

  private ControlSums() {}

  /** What differs; empty if nothing does. One document at a time is in memory. */
  static List<At> differences(BatchDocument batch, byte[] body, ControlTotals totals) {
    List<At> differences = new ArrayList<>();
    int came = batch.records().size();
    if (totals.count().isPresent() && totals.count().get() != came) {
      differences.add(
          new At(
              "/controlTotals/count", "says " + totals.count().get() + ", but " + came + " came"));
    }
    if (totals.sums().isEmpty()) {
      return differences;
    }
    Map<String, Optional<BigDecimal>> sums = sums(batch, body, totals);
    totals
        .sums()
        .forEach(
            (pointer, stated) ->
                difference(pointer, stated, sums.getOrDefault(pointer, Optional.empty()))
                    .ifPresent(differences::add));
    return differences;
  }

  private static Optional<At> difference(
      String pointer, BigDecimal stated, Optional<BigDecimal> sum) {
    if (sum.isEmpty()) {
      return Optional.of(
          new At("/controlTotals/sums", pointer + " is no number in one of the records"));
    }
    if (sum.get().compareTo(stated) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new At(
            "/controlTotals/sums",
            "%s says %s, but the records add up to %s"
                .formatted(pointer, stated.toPlainString(), sum.get().toPlainString())));
  }

  /** By pointer; nothing where a record has no number there. */
  private static Map<String, Optional<BigDecimal>> sums(
      BatchDocument batch, byte[] body, ControlTotals totals) {
    Map<String, Optional<BigDecimal>> sums = new LinkedHashMap<>();
    totals.sums().keySet().forEach(pointer -> sums.put(pointer, Optional.of(BigDecimal.ZERO)));
    for (BatchDocument.Item item : batch.records()) {
      Optional<JsonNode> document = document(body, item);
      sums.replaceAll(
          (pointer, sum) ->
              sum.flatMap(
                  soFar -> document.flatMap(d -> value(d, pointer)).map(v -> soFar.add(v))));
    }
    return sums;
  }

  private static Optional<JsonNode> document(byte[] body, BatchDocument.Item item) {
    try {
      return Optional.of(JSON.readTree(body, item.from(), item.to() - item.from()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> value(JsonNode document, String pointer) {
    try {
      return exact(document.at(JsonPointer.compile(pointer)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A number, or a text that is one; empty for all else and for absurd sizes. */
  static Optional<BigDecimal> exact(JsonNode node) {
    if (!node.isNumber() && !node.isString()) {
      return Optional.empty();
    }
    String text = node.asString();
    if (text.length() > StrictJson.MOST_DIGITS) {
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
