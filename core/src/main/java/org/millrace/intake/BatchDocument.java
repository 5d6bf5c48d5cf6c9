package org.millrace.intake;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.landscape.BatchRule;

/**
 * A batch as it came. Records are places in its body: each document is kept exactly as its sender
 * wrote it, and is parsed when its turn comes.
 *
 * @param id the sender's own, if the body names one
 * @param rule what its sender demands; nothing leaves it to the flow
 */
record BatchDocument(
    Optional<String> id,
    Optional<BatchRule> rule,
    List<Item> records,
    Optional<ControlTotals> totals) {

  /** Most records of a batch. */
  static final int MOST_RECORDS = BatchRule.MOST_RECORDS;

  BatchDocument {
    records = List.copyOf(records);
  }

  /**
   * One record.
   *
   * @param key stands for the Idempotency-Key
   * @param from where its document starts in the body, in bytes
   */
  record Item(Optional<String> key, int from, int to) {

    byte[] content(byte[] body) {
      return Arrays.copyOfRange(body, from, to);
    }
  }

  /**
   * What the sender counted.
   *
   * @param sums by JSON Pointer into the documents
   */
  record ControlTotals(Optional<Long> count, Map<String, BigDecimal> sums) {}

  /** It is no batch; the message names what is wrong, never what it says. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String pointer;

    Malformed(String pointer, String message) {
      super(message, null, false, false);
      this.pointer = pointer;
    }

    String pointer() {
      return pointer;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
