package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * {@code $replace} by JSONata's own rules: the engine prints and swallows what a replacing function
 * throws, takes text for a regular expression when there is a limit, and has no bound.
 */
final class Replacement {

  private Replacement() {}

  static @Nullable Object replace(Arguments in) {
    String text = in.text(0);
    Object replacement = in.at(2);
    if (text == null || replacement == null) {
      return text;
    }
    int limit = in.limit(3, "D3011");
    return switch (in.at(1)) {
      case String part -> literal(in, text, part, limit);
      case Regex regex -> matches(regex.matcher(text), text, replacement, limit);
      case null, default -> throw in.wrong(1, "a string or a regular expression");
    };
  }

  private static String literal(Arguments in, String text, String part, int limit) {
    if (part.isEmpty()) {
      throw TextFunctions.error("D3010");
    }
    if (!(in.at(2) instanceof String by)) {
      throw in.wrong(2, "a string, because the second one is");
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    int found = text.indexOf(part);
    for (int count = 0; found >= 0 && count < limit; count++) {
      append(result, text.substring(from, found));
      append(result, by);
      from = found + part.length();
      found = text.indexOf(part, from);
    }
    append(result, text.substring(from));
    return result.toString();
  }

  private static String matches(Matcher matcher, String text, Object replacement, int limit) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (int count = 0; count < limit && matcher.find(); count++) {
      append(result, text.substring(from, matcher.start()));
      append(
          result,
          replacement instanceof String template
              ? filled(template, matcher)
              : called(replacement, matcher));
      from = matcher.end();
    }
    append(result, text.substring(from));
    return result.toString();
  }

  private static void append(StringBuilder result, String part) {
    Budget budget = Budget.CURRENT.get();
    budget.step();
    budget.checkText((long) result.length() + part.length());
    result.append(part);
  }

  private static String called(Object function, Matcher matcher) {
    try {
      if (Functions.funcApply(function, List.of(TextFunctions.describe(matcher, "start")))
          instanceof String text) {
        return text;
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the engine threw a checked exception", e);
    }
    throw TextFunctions.error("D3012");
  }

  /** Puts the groups into {@code $1}, the match into {@code $0}, a dollar into {@code $$}. */
  private static String filled(String template, Matcher matcher) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0 || dollar == template.length() - 1) {
        break;
      }
      text.append(template, at, dollar);
      char next = template.charAt(dollar + 1);
      if (next == '$') {
        text.append('$');
        at = dollar + 2;
      } else if (next >= '0' && next <= '9') {
        at = group(template, dollar + 1, matcher, text);
      } else {
        text.append('$');
        at = dollar + 1;
      }
    }
    return text.append(template, at, template.length()).toString();
  }

  /** Appends the group whose number starts at an index; yields the index after the number. */
  private static int group(String template, int start, Matcher matcher, StringBuilder text) {
    int digits = String.valueOf(Math.max(1, matcher.groupCount())).length();
    int end = start;
    while (end < template.length() && end < start + digits && isDigit(template.charAt(end))) {
      end++;
    }
    int number = Integer.parseInt(template.substring(start, end));
    if (number > matcher.groupCount() && end > start + 1) {
      end--;
      number = Integer.parseInt(template.substring(start, end));
    }
    if (number <= matcher.groupCount() && matcher.group(number) != null) {
      text.append(matcher.group(number));
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
