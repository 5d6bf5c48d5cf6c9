package org.millrace.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the deliveries of a replay plan. The names are stored. */
public enum ReplayMode {
  /** Mapped as they were accepted, and sent. */
  RESEND,
  /** Their messages move on to the landscape in force; checked, mapped and sent by it. */
  REMAP,
  /** As {@link #RESEND}, and also what was skipped or cancelled. */
  RESUME,
  /** Brought to the step's other target. */
  REROUTE,
  /** Given up; what other steps of their messages did is taken back. */
  COMPENSATE,
  /** Recorded as done by hand. */
  SETTLE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The form of the API, for example {@code resend}. */
  public String label() {
    return label;
  }

  public static Optional<ReplayMode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
  }
}
