package org.millrace.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a replay plan stands. The names are stored. */
public enum ReplayState {
  /** The dry run is under way. */
  PLANNING,
  /** It waits for approval. */
  PLANNED,
  /** It may be started. */
  APPROVED,
  RUNNING,
  PAUSED,
  /** All that was to go has gone, and nothing of it is under way. */
  DONE,
  /** Ended by a person, or because too many failed again. */
  STOPPED,
  /** It could not be planned. */
  REFUSED,
  /** What it was made from has changed. */
  STALE,
  /** Ended by a person before it began. */
  DISCARDED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The form of the API, for example {@code planned}. */
  public String label() {
    return label;
  }

  public static Optional<ReplayState> of(String label) {
    return Arrays.stream(values()).filter(state -> state.label.equals(label)).findFirst();
  }
}
