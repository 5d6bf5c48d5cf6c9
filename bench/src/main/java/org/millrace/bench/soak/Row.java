package org.millrace.bench.soak;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param dose how often the fault happened
 * @param violations of any invariant while it was given
 * @param extra another figure, with its unit
 */
public record Row(String fault, long dose, long violations, String extra) {

  String line() {
    return String.format(Locale.ROOT, "| %s | %,d | %d | %s |", fault, dose, violations, extra);
  }
}
