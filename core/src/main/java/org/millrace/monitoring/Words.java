package org.millrace.monitoring;

import java.util.Locale;
import java.util.regex.Pattern;

/** Stored names as people and the API write them. */
final class Words {

  private static final Pattern STATUS = Pattern.compile("^Status \\d{3}: (?=.)");

  private Words() {}

  /** {@code Status 422: The period is closed} without what only the technical view tells. */
  static String withoutStatus(String detail) {
    return STATUS.matcher(detail).replaceFirst("");
  }

  /** A sentence as the part of another one: without its full stop. */
  static String clause(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** {@code BUSINESS_RULE} as {@code business-rule}. */
  static String kebab(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code connection-refused} as {@code connection refused}. */
  static String plain(String code) {
    return code.replace('-', ' ').replace('_', ' ');
  }

  /** {@code It is so} as {@code it is so}. */
  static String small(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** {@code it is so} as {@code It is so}. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
