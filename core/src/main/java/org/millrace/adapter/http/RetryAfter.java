package org.millrace.adapter.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The wait a target asks for (RFC 9110, section 10.2.3): seconds or a date. */
public final class RetryAfter {

  /** However long a target asks to wait, it is tried again after this. */
  public static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /** Nothing if the text is neither. */
  public static Optional<Duration> read(String value, Instant now) {
    String text = value.trim();
    if (text.matches("[0-9]{1,18}")) {
      return Optional.of(within(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(within(Duration.between(now, at)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration within(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
