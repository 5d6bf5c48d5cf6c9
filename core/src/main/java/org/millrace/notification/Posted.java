package org.millrace.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.millrace.adapter.http.HttpResult;
import org.millrace.adapter.http.RetryAfter;

/** What became of one post. */
sealed interface Posted {

  /** The status of the answer, if one came. */
  OptionalInt status();

  /** Taken: any status from 200 to 299. */
  record Taken(OptionalInt status) implements Posted {}

  /** The endpoint wants no webhooks any more: 410. */
  record Gone(OptionalInt status) implements Posted {}

  /**
   * All else.
   *
   * @param detail for a person
   * @param retryAfter the wait that the answer asked for
   * @param endpointAtFault whether others to the same endpoint would fare the same
   */
  record Failed(
      OptionalInt status, String detail, Optional<Duration> retryAfter, boolean endpointAtFault)
      implements Posted {}

  /** Something on this side is missing, so that nothing was posted. */
  static Failed notPosted(String detail) {
    return new Failed(OptionalInt.empty(), detail, Optional.empty(), false);
  }

  static Posted of(HttpResult result, Instant now) {
    return switch (result) {
      case HttpResult.NotSent none ->
          new Failed(
              OptionalInt.empty(), none.code() + ": " + none.detail(), Optional.empty(), true);
      case HttpResult.NoAnswer none ->
          new Failed(
              OptionalInt.empty(), none.code() + ": " + none.detail(), Optional.empty(), true);
      case HttpResult.Answer answer -> of(answer, now);
    };
  }

  private static Posted of(HttpResult.Answer answer, Instant now) {
    OptionalInt status = OptionalInt.of(answer.status());
    if (answer.status() >= 200 && answer.status() < 300) {
      return new Taken(status);
    }
    if (answer.status() == 410) {
      return new Gone(status);
    }
    boolean redirected = answer.status() >= 300 && answer.status() < 400;
    return new Failed(
        status,
        "answered " + answer.status() + (redirected ? "; redirects are not followed" : ""),
        answer.header("Retry-After").flatMap(value -> RetryAfter.read(value, now)),
        answer.status() == 429 || answer.status() >= 500);
  }
}
