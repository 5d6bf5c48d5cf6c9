package org.millrace.mapping;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * A number that keeps its node, so that it leaves an expression exactly as it came. To the engine
 * it is a number like any other: its text has no trailing zeros, because 1.50 and 1.5 are the same
 * number and must make the same key.
 */
@SuppressWarnings("serial") // never serialized: lives for one evaluation
final class WrittenDecimal extends BigDecimal {

  private static final int LONGEST_PLAIN = 40;

  private final transient JsonNode node;

  WrittenDecimal(BigDecimal value, JsonNode node) {
    super(value.unscaledValue(), value.scale());
    this.node = node;
  }

  JsonNode node() {
    return node;
  }

  @Override
  public String toString() {
    BigDecimal plain = new BigDecimal(unscaledValue(), scale()).stripTrailingZeros();
    boolean readable = plain.scale() <= LONGEST_PLAIN && plain.scale() >= -LONGEST_PLAIN;
    return readable ? plain.toPlainString() : plain.toString().replace('E', 'e');
  }

  /** Equal numbers are equal, however many zeros they were written with. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WrittenDecimal decimal && compareTo(decimal) == 0;
  }

  @Override
  public int hashCode() {
    return stripTrailingZeros().hashCode();
  }
}
