package org.millrace.contract;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import org.millrace.mapping.BoundedText;

/** A schema's pattern, which can look at a hostile text only so often. */
record BoundedPattern(Pattern pattern) implements RegularExpression {

  private static final long MOST_READS = 2_000_000;

  static RegularExpression of(String text) {
    return new BoundedPattern(Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS));
  }

  /** What could not be decided within the bound does not match. */
  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new BoundedText(value, MOST_READS)).find();
    } catch (BoundedText.Exhausted | StackOverflowError e) {
      return false;
    }
  }
}
