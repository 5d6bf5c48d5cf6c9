package org.millrace.telemetry;

import java.util.Optional;

/**
 * Something under way that a trace shows, until it is closed. Never blocks, never throws. For one
 * thread at a time.
 *
 * <p>Names and values come from the landscape and from ids: never payloads, never secrets.
 */
public interface Span extends AutoCloseable {

  /** Nothing is traced. */
  Span NONE = NoTraces.NoSpan.SPAN;

  /** The traceparent that names this span to what follows from it; empty if nothing is traced. */
  Optional<String> traceparent();

  /** Whether what is told is kept; where it is not, nothing needs to be put together to tell. */
  boolean recording();

  void tell(String attribute, String value);

  void tell(String attribute, long value);

  /**
   * It failed.
   *
   * @param type what kind of error, one of a few
   */
  void failed(String type);

  /** It has ended now. A second time changes nothing. */
  @Override
  void close();
}
