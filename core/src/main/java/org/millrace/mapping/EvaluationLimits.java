package org.millrace.mapping;

import java.time.Duration;

/**
 * What one evaluation may use.
 *
 * @param time longest run time
 * @param depth deepest nesting of expressions and function calls
 * @param size most characters, items and fields that the input, any value on the way and the result
 *     may hold, counted with repetition
 * @param allocation most of the same made in one evaluation altogether
 */
public record EvaluationLimits(Duration time, int depth, long size, long allocation) {

  /** For documents of up to a few megabytes. */
  public static final EvaluationLimits STANDARD =
      new EvaluationLimits(Duration.ofMillis(500), 500, 4_000_000, 16_000_000);

  /** Most characters of an expression's text. */
  public static final int LONGEST_TEXT = 256 * 1024;

  /** Deepest nesting of a document. */
  static final int DEEPEST_VALUE = 200;

  /** Most items of one list, so that a range cannot fill the memory. */
  static final int LONGEST_LIST = 200_000;

  /** Characters a regular expression may look at in one match, backtracking included. */
  static final long MOST_READS = 5_000_000;

  public EvaluationLimits {
    if (time.isNegative() || time.isZero() || depth < 1 || size < 1 || allocation < 1) {
      throw new IllegalArgumentException("every limit must be greater than zero");
    }
  }
}
