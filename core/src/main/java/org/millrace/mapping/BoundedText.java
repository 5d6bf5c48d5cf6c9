package org.millrace.mapping;

/**
 * A text that can be looked at only so often, which stops a regular expression that backtracks
 * without end. Counting reads instead of time makes the same input fail everywhere or nowhere. Not
 * thread-safe.
 */
public final class BoundedText implements CharSequence {

  private final CharSequence text;
  private final Counter reads;

  /**
   * @param most reads allowed, for all parts of the text together
   */
  public BoundedText(CharSequence text, long most) {
    this(text, new Counter(most));
  }

  private BoundedText(CharSequence text, Counter reads) {
    this.text = text;
    this.reads = reads;
  }

  @Override
  public int length() {
    return text.length();
  }

  /**
   * @throws Exhausted when the reads are used up
   */
  @Override
  public char charAt(int index) {
    if (--reads.left < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), reads);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static final class Counter {
    private long left;

    Counter(long left) {
      this.left = left;
    }
  }

  /** The regular expression looked at the text too often. */
  public static final class Exhausted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("the regular expression takes too many steps on this text", null, false, false);
    }
  }
}
