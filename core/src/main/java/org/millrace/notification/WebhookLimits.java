package org.millrace.notification;

import java.time.Duration;
import org.millrace.failure.RetryPolicy;

/**
 * How much is done for webhooks, and for how long.
 *
 * @param atOnce most posts under way
 * @param perEndpoint most posts under way to one endpoint
 * @param sending longest time until the first byte of a request must have been written
 * @param answering longest time from the start of a post to the end of its answer
 * @param retry waits between the tries of one webhook, and how many there are
 * @param longestTrying after so long a webhook is given up
 * @param failuresInARow after so many, an endpoint gets one post at a time
 * @param pause waits between the posts to such an endpoint
 * @param lookEvery the journal is asked at least so often
 * @param kept how long the record of a webhook is kept once nothing more happens to it
 * @param tidyEvery time between two rounds of giving up and forgetting
 * @param closing longest wait for what is under way at a stop
 */
public record WebhookLimits(
    int atOnce,
    int perEndpoint,
    Duration sending,
    Duration answering,
    RetryPolicy retry,
    Duration longestTrying,
    int failuresInARow,
    RetryPolicy pause,
    Duration lookEvery,
    Duration kept,
    Duration tidyEvery,
    Duration closing) {

  /** Twenty tries within about three days. */
  public static final WebhookLimits STANDARD =
      new WebhookLimits(
          32,
          4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          new RetryPolicy(20, Duration.ofSeconds(5), 3.0, Duration.ofHours(6)),
          Duration.ofHours(72),
          3,
          new RetryPolicy(1, Duration.ofSeconds(2), 2.0, Duration.ofMinutes(2)),
          Duration.ofSeconds(1),
          Duration.ofDays(30),
          Duration.ofHours(1),
          Duration.ofSeconds(4));
}
