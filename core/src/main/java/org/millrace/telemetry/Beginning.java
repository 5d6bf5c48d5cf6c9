package org.millrace.telemetry;

import java.time.Instant;
import java.util.Optional;

/**
 * How a span begins.
 *
 * @param name from the landscape or the API's routes, so that there are only few
 * @param parent traceparent of what it is a part of; none begins a trace
 * @param link traceparent of what it follows from in another trace, over a queue
 * @param at when it began, if that is over
 */
public record Beginning(
    Kind kind, String name, Optional<String> parent, Optional<String> link, Optional<Instant> at) {

  /** OpenTelemetry's kinds, as far as there is a use for them. */
  public enum Kind {
    SERVER,
    PRODUCER,
    CLIENT
  }

  /** A request that a caller makes. */
  public static Beginning request(String name, Optional<String> parent) {
    return new Beginning(Kind.SERVER, name, parent, Optional.empty(), Optional.empty());
  }

  /** A message that is put into the journal. */
  public static Beginning accept(String name, Optional<String> parent) {
    return new Beginning(Kind.PRODUCER, name, parent, Optional.empty(), Optional.empty());
  }

  /** A call of a target for a message that came out of the journal: a trace of its own. */
  public static Beginning attempt(String name, Optional<String> message, Instant at) {
    return new Beginning(Kind.CLIENT, name, Optional.empty(), message, Optional.of(at));
  }
}
