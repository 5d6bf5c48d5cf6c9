package org.millrace.mapping;

/**
 * What one evaluation may use. All of it is counted, nothing is timed: the same input fails
 * everywhere or nowhere, also on a machine that is busy, starting or paused.
 *
 * @param steps most sub-expressions, function calls and items looked at, together
 * @param depth deepest nesting of expressions and function calls
 * @param size most characters, items and fields that the input, any value on the way and the result
 *     may hold, counted with repetition
 * @param allocation most of the same made in one evaluation altogether
 */
public record EvaluationLimits(int steps, int depth, long size, long allocation) {

  /** For documents of up to a few megabytes; what uses all of it runs for about a second. */
  public static final EvaluationLimits STANDARD =
      new EvaluationLimits(2_000_000, 500, 4_000_000, 16_000_000);

  /** Most characters of an expression's text. */
  public static final int LONGEST_TEXT = 256 * 1024;

  /** Deepest nesting of a document. */
  static final int DEEPEST_VALUE = 200;

  /** Most items of one list, so that a range cannot fill the memory. */
  static final int LONGEST_LIST = 200_000;

  /** Characters a regular expression may look at in one match, backtracking included. */
  static final long MOST_READS = 2_000_000;

  public EvaluationLimits {
    if (steps < 1 || depth < 1 || size < 1 || allocation < 1) {
      throw new IllegalArgumentException("every limit must be greater than zero");
    }
  }
}
