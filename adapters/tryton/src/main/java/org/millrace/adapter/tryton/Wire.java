package org.millrace.adapter.tryton;

import java.time.Duration;
import java.util.Optional;
import org.millrace.adapter.Evidence;

/** Posts one JSON text to Tryton, once. Thread-safe; throws nothing for what a network can do. */
interface Wire extends AutoCloseable {

  /**
   * @param authorization value of the header of that name
   */
  Reply post(String json, Optional<String> authorization, Deadline deadline);

  @Override
  void close();

  /** What came back. */
  sealed interface Reply {

    /**
     * @param body the text, complete
     * @param retryAfter the wait the server asked for
     */
    record Answered(int status, String body, Optional<Duration> retryAfter) implements Reply {}

    /**
     * @param evidence {@link Evidence.NotSent} or {@link Evidence.Unknown}
     */
    record Nothing(Evidence evidence) implements Reply {}
  }
}
