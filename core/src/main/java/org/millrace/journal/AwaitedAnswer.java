package org.millrace.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * What the business is to say about a delivery after its target has taken it.
 *
 * @param event the type of the event that confirms it
 * @param rejectedBy the type of the event that rejects it
 * @param about what the event must be about
 * @param within how long it is waited for before a person is told
 * @param compensates whether what other steps did is taken back after a rejection
 */
public record AwaitedAnswer(
    String event, Optional<String> rejectedBy, String about, Duration within, boolean compensates) {

  /** Longest subject, in characters; the journal's schema has the same limit. */
  public static final int LONGEST_SUBJECT = 255;
}
