package org.millrace.plant.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Running counts over a ledger, bounded whatever its length. Guarded by the ledger's lock. */
final class Tally {
  private static final int MAX_MATERIALS = 10_000;

  private final Map<String, Long> byOperation = new TreeMap<>();
  private final Map<String, List<String>> examples = new TreeMap<>();
  private final Map<String, Long> violationsByOrderKey = new LinkedHashMap<>();
  private final Map<String, BigDecimal> stock = new TreeMap<>();
  private long count;
  private long lastSeq;
  private long doubledReferences;
  private long doubledKeys;
  private long surplusEffects;
  private long orderViolations;
  private long sequenceGaps;

  void effect(Effect effect) {
    count++;
    lastSeq = effect.seq();
    byOperation.merge(effect.operation(), 1L, Long::sum);
    if (effect.movements() != null) {
      effect.movements().forEach(this::move);
    }
  }

  private void move(Movement movement) {
    if (stock.size() < MAX_MATERIALS || stock.containsKey(movement.material())) {
      stock.merge(movement.material(), movement.quantity(), BigDecimal::add);
    }
  }

  /** {@code earlier} effects of the same operation carried this token before. */
  void repeatedReference(String reference, int earlier) {
    if (earlier == 1) {
      doubledReferences++;
      example("doubledReferences", reference);
    }
  }

  void repeatedKey(String key, int earlier) {
    surplusEffects++;
    if (earlier == 1) {
      doubledKeys++;
      example("doubledKeys", key);
    }
  }

  void outOfOrder(String orderKey, long sequence, long last) {
    orderViolations++;
    if (violationsByOrderKey.size() < LedgerSummary.MAX_EXAMPLES
        || violationsByOrderKey.containsKey(orderKey)) {
      violationsByOrderKey.merge(orderKey, 1L, Long::sum);
    }
    example("orderViolations", orderKey + ": " + sequence + " after " + last);
  }

  void gap(String orderKey, long sequence, long last) {
    sequenceGaps++;
    example("sequenceGaps", orderKey + ": " + sequence + " after " + last);
  }

  private void example(String kind, String text) {
    List<String> texts = examples.computeIfAbsent(kind, k -> new ArrayList<>());
    if (texts.size() < LedgerSummary.MAX_EXAMPLES) {
      texts.add(text);
    }
  }

  long lastSeq() {
    return lastSeq;
  }

  Map<String, BigDecimal> stock() {
    return Map.copyOf(stock);
  }

  LedgerSummary summary(String system) {
    Map<String, List<String>> copied = new TreeMap<>();
    examples.forEach((kind, texts) -> copied.put(kind, List.copyOf(texts)));
    return new LedgerSummary(
        system,
        count,
        lastSeq,
        byOperation,
        doubledReferences,
        doubledKeys,
        surplusEffects,
        orderViolations,
        sequenceGaps,
        copied,
        violationsByOrderKey);
  }
}
