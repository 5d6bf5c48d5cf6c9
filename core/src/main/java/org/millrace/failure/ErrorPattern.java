package org.millrace.failure;

import java.util.Locale;

/**
 * An error's text without the values in it, so that alike errors are one: {@code Order PO-1001/3:
 * no unit 'PCE'} and {@code Order PO-1002/1: no unit 'KGM'} are both {@code order #: no unit #}.
 *
 * <p>A value is what stands in quotes, and every word with a digit in it: a number, a date, an id,
 * an address. Several in a row count as one, so that a list of three and a list of four are alike.
 * One pass over the text; the text may be hostile.
 */
public final class ErrorPattern {

  /** Stands for a value. */
  static final char VALUE = '#';

  /** Characters of the text that are looked at. */
  static final int LONGEST_TEXT = 1_000;

  /** Characters of a pattern. */
  public static final int LONGEST = 200;

  /** A longer word is no word of a language. */
  static final int LONGEST_WORD = 40;

  private static final String OPENING = "'\"`«“‘„";
  private static final String CLOSING = "'\"`»”’“";

  private final String text;
  private final StringBuilder pattern = new StringBuilder();

  /** Since the last value nothing but blanks and separators of a list came. */
  private boolean afterValue;

  private int at;

  private ErrorPattern(String text) {
    this.text = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /** The pattern of a text: lower case, at most {@value #LONGEST} characters, without digits. */
  public static String of(String text) {
    return new ErrorPattern(text).read();
  }

  private String read() {
    while (at < text.length() && pattern.length() < LONGEST) {
      char c = text.charAt(at);
      if (isWord(c)) {
        word();
      } else if (OPENING.indexOf(c) >= 0 && closing() > at) {
        at = closing() + 1;
        value();
      } else {
        other(c);
      }
    }
    String read = pattern.toString().strip();
    return read.length() > LONGEST ? read.substring(0, LONGEST).strip() : read;
  }

  private void word() {
    int start = at;
    boolean isValue = false;
    while (at < text.length() && continues()) {
      char c = text.charAt(at);
      isValue |= Character.isDigit(c) || c == '@' || c == VALUE;
      at++;
    }
    if (isValue || at - start > LONGEST_WORD) {
      value();
    } else {
      pattern.append(text.substring(start, at).toLowerCase(Locale.ROOT));
      afterValue = false;
    }
  }

  /** Signs belong to a word only inside it: {@code PO-1001/3} is one, {@code done.} ends before. */
  private boolean continues() {
    char c = text.charAt(at);
    return isWord(c)
        || ("-_./:@+%,'".indexOf(c) >= 0
            && at + 1 < text.length()
            && isWord(text.charAt(at + 1))
            && isWord(text.charAt(at - 1)));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == VALUE;
  }

  /** Where the quotation that opens here ends; here if it does not. */
  private int closing() {
    char close = CLOSING.charAt(OPENING.indexOf(text.charAt(at)));
    for (int end = text.indexOf(close, at + 1); end > 0; end = text.indexOf(close, end + 1)) {
      if (end + 1 == text.length() || !isWord(text.charAt(end + 1))) {
        return end;
      }
    }
    return at;
  }

  private void value() {
    if (afterValue) {
      pattern.setLength(pattern.lastIndexOf(String.valueOf(VALUE)) + 1);
    } else {
      pattern.append(VALUE);
      afterValue = true;
    }
  }

  private void other(char c) {
    at++;
    boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
    if (!blank) {
      pattern.append(c);
      afterValue &= c == ',' || c == ';';
    } else if (!pattern.isEmpty() && pattern.charAt(pattern.length() - 1) != ' ') {
      pattern.append(' ');
    }
  }
}
