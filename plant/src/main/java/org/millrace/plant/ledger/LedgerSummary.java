package org.millrace.plant.ledger;

import java.util.List;
import java.util.Map;

/**
 * The verdict over a whole ledger.
 *
 * @param doubledReferences tokens that have more than one effect in one operation
 * @param doubledKeys business keys that have more than one effect in one operation
 * @param surplusEffects effects beyond the first of their business key
 * @param orderViolations effects whose sequence is lower than one already seen for their order key
 * @param sequenceGaps effects whose sequence skips at least one number of their order key
 * @param examples the first findings of each kind, at most {@value #MAX_EXAMPLES} each
 * @param violationsByOrderKey for the first {@value #MAX_EXAMPLES} order keys that have any
 */
public record LedgerSummary(
    String system,
    long count,
    long lastSeq,
    Map<String, Long> byOperation,
    long doubledReferences,
    long doubledKeys,
    long surplusEffects,
    long orderViolations,
    long sequenceGaps,
    Map<String, List<String>> examples,
    Map<String, Long> violationsByOrderKey) {
  public static final int MAX_EXAMPLES = 100;

  public LedgerSummary {
    byOperation = Map.copyOf(byOperation);
    examples = Map.copyOf(examples);
    violationsByOrderKey = Map.copyOf(violationsByOrderKey);
  }
}
