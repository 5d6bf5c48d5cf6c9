package org.millrace.monitoring;

import java.util.Locale;

/** Stored names as people and the API write them. */
final class Words {

  private Words() {}

  /** {@code BUSINESS_RULE} as {@code business-rule}. */
  static String kebab(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code connection-refused} as {@code connection refused}. */
  static String plain(String code) {
    return code.replace('-', ' ').replace('_', ' ');
  }

  /** {@code it is so} as {@code It is so}. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
