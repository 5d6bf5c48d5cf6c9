package org.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How an endpoint of webhooks stands.
 *
 * @param system whose messages it is told of
 * @param endpoint the callback destination as declared
 * @param declared whether the landscape in force still has it
 * @param since since when it fails or is disabled
 * @param due webhooks that are still tried; counted to a limit
 * @param oldestDue when the oldest of them occurred
 * @param untaken webhooks that were given up or kept back; counted to a limit
 * @param lastFailure what the last failed call came to
 */
public record EndpointStatus(
    String system,
    String endpoint,
    boolean declared,
    Health health,
    Optional<Instant> since,
    long due,
    Optional<Instant> oldestDue,
    long untaken,
    Optional<Instant> lastDelivered,
    Optional<Instant> lastFailed,
    Optional<String> lastFailure) {

  /** An endpoint's health at a glance. */
  public enum Health {
    OK,
    /** Its last call failed. */
    FAILING,
    /** It answered that it wants no webhooks any more. */
    DISABLED,
    /** It was never called. */
    IDLE;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
