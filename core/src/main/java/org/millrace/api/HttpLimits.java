package org.millrace.api;

import java.time.Duration;

/**
 * Every limit of the HTTP side. Documented with the settings.
 *
 * @param message bytes of one business message, and of every other body
 * @param batch bytes of a batch
 * @param landscape bytes of a landscape's zip
 * @param headers bytes of a request's line and headers
 * @param bodyTime within which a whole body has to arrive
 * @param idle after which a silent connection is closed
 * @param requests answered at the same time, watchers and waiting callers included
 * @param connections open at the same time
 * @param largeBodies bytes that bodies above {@link BodyReader#SMALL} may take up together
 * @param stop how long a stop waits for requests in flight
 */
public record HttpLimits(
    int message,
    int batch,
    int landscape,
    int headers,
    Duration bodyTime,
    Duration idle,
    int requests,
    int connections,
    int largeBodies,
    Duration stop) {

  public static final HttpLimits STANDARD =
      new HttpLimits(
          1 << 20,
          10 << 20,
          10 << 20,
          16 << 10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          2_048,
          4_096,
          64 << 20,
          Duration.ofSeconds(5));
}
