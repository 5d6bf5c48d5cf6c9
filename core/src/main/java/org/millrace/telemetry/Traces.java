package org.millrace.telemetry;

/**
 * Begins spans: what one request, message or attempt took, and what it belongs to. Never blocks,
 * never throws. Thread-safe.
 */
public interface Traces {

  /** Nothing is traced. */
  Traces OFF = NoTraces.TRACES;

  /**
   * Whether spans are made. Where they are not, ask this before putting a beginning together:
   * tracing that is off costs nothing.
   */
  boolean on();

  Span begin(Beginning beginning);
}
