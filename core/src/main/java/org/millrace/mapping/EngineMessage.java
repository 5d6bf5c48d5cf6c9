package org.millrace.mapping;

import com.dashjoin.jsonata.JException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine's error for a person, without the values that caused it: what a message contains must
 * not reach logs and failures. Kinds of values are named instead.
 */
final class EngineMessage {

  private static final int LONGEST = 500;

  /** Codes whose details are taken from the expression, not from the document. */
  private static final Set<String> OF_THE_TEXT =
      Set.of("T2001", "T2002", "T1005", "T1007", "T1008", "T0410", "D2014", "D3100");

  /** The author's own words: {@code $error} and {@code $assert}. */
  private static final Set<String> OF_THE_AUTHOR = Set.of("D3137", "D3141");

  private EngineMessage() {}

  static String code(JException error) {
    String code = error.getError();
    return code != null && code.matches("[A-Z][0-9]{4}") ? code : "engine";
  }

  static String of(JException error) {
    String code = code(error);
    if (code.equals("engine")) {
      return "the engine gave up";
    }
    if (OF_THE_AUTHOR.contains(code)) {
      String words = String.valueOf(error.getCurrent());
      return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }
    boolean shown = OF_THE_TEXT.contains(code);
    Object first = shown ? error.getCurrent() : kind(error.getCurrent());
    Object second = shown ? kindUnlessNumber(error.getExpected()) : kind(error.getExpected());
    return JException.msg(code, -1, first, second) + " (" + code + ")";
  }

  private static Object kindUnlessNumber(@Nullable Object value) {
    return value instanceof String text && text.length() < 40 ? text : kind(value);
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String ignored -> "a string";
      case Number ignored -> "a number";
      case Boolean ignored -> "true or false";
      case List<?> ignored -> "an array";
      case Map<?, ?> ignored -> "an object";
      default -> "null or a function";
    };
  }
}
