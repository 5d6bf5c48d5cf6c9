package org.millrace.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do beside posting business messages. None implies another. */
public enum Right {
  /** See messages, systems, cases, counts. */
  READ,
  /** See the documents themselves. */
  READ_PAYLOAD,
  /** Release, settle, cancel, hold. */
  OPERATE,
  /** Propose a corrected content; where no second person is asked for, put it in force. */
  CORRECT,
  /** Put in force what somebody else proposed. */
  APPROVE,
  /** Correct without the second person that is asked for. */
  EMERGENCY_CORRECT,
  /** Scrape the metrics. */
  METRICS,
  /** Keys and the landscape. */
  ADMIN;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The stored and shown form, for example {@code read-payload}. */
  public String label() {
    return label;
  }

  static Optional<Right> of(String label) {
    return Arrays.stream(values()).filter(right -> right.label.equals(label)).findFirst();
  }
}
