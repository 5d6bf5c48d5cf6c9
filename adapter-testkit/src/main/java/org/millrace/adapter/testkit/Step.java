package org.millrace.adapter.testkit;

import java.time.Duration;
import java.util.List;

/** One thing that a {@link StubPeer} does to a connection. */
public sealed interface Step {

  /** Writes these bytes at once. */
  record Answer(Bytes bytes) implements Step {}

  /** Writes these bytes one by one, with a pause before each. */
  record Drip(Bytes bytes, Duration pause) implements Step {}

  /**
   * Writes the unit again and again, until so many bytes are written or the other side hangs up.
   *
   * @param most bytes written at most
   */
  record Flood(Bytes unit, long most) implements Step {}

  /** Reads so many bytes, which is less than a request. */
  record TakePart(int bytes) implements Step {}

  /** Never answers this request, nor any later one on this connection, and leaves it open. */
  record Silence() implements Step {}

  /** As {@link Silence}, but does not read any further either. */
  record Deafness() implements Step {}

  /** Closes the connection in good order. */
  record Close() implements Step {}

  /** Resets the connection. */
  record Reset() implements Step {}

  /** Answers and keeps the connection for the next request. */
  static List<Step> answer(Bytes bytes) {
    return List.of(new Answer(bytes));
  }

  /** Answers and closes. */
  static List<Step> answerAndClose(Bytes bytes) {
    return List.of(new Answer(bytes), new Close());
  }
}
