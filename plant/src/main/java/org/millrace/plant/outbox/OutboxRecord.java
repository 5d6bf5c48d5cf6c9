package org.millrace.plant.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A line of an outbox's file: a message that was put in, or what became of one.
 *
 * @param number of the message, from 1
 * @param origin the day's event that made the message, 0 if none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutboxRecord(
    long number,
    State state,
    long origin,
    @Nullable BusinessMessage message,
    @Nullable String why) {
  enum State {
    PUT,
    ACCEPTED,
    REFUSED
  }
}
