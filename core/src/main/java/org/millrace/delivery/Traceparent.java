package org.millrace.delivery;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A hop of a trace (W3C Trace Context, section 3.2): same trace, new parent. */
final class Traceparent {

  private static final int TRACE_ENDS = 35;
  private static final int PARENT_ENDS = 52;

  private Traceparent() {}

  /** The header for the next hop of a valid one. */
  static String next(String traceparent, RandomGenerator random) {
    long parent = random.nextLong() | 1;
    return traceparent.substring(0, TRACE_ENDS + 1)
        + HexFormat.of().toHexDigits(parent)
        + traceparent.substring(PARENT_ENDS);
  }
}
