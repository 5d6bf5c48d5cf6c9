package org.millrace.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a dry run says of one delivery. The names are stored. */
public enum ReplayPrediction {
  /** Nothing stands against it. Only these go. */
  WOULD_POST,
  /** The target has it, or may have it and cannot be asked. */
  DUPLICATE,
  /** It would fail before it is sent. */
  STILL_FAILS,
  /** Another one must have its effect before. */
  BLOCKED_BY;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The form of the API, for example {@code would-post}. */
  public String label() {
    return label;
  }

  public static Optional<ReplayPrediction> of(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }
}
