package org.millrace.telemetry;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The text form of a trace context (W3C Trace Context, section 3.2). */
public final class Traceparent {

  private static final int LENGTH = 55;
  private static final int LONGEST = 128;
  private static final int TRACE_BEGINS = 3;
  private static final int TRACE_ENDS = 35;
  private static final int PARENT_ENDS = 52;

  private Traceparent() {}

  /**
   * What a caller sent, if it is valid; else the trace begins anew. Of a later version only what is
   * understood here is kept, as version 00 (section 4.3).
   */
  public static Optional<String> checked(@Nullable String value) {
    boolean valid =
        value != null
            && value.length() >= LENGTH
            && (value.length() == LENGTH
                || (!value.startsWith("00") && value.charAt(LENGTH) == '-'))
            && value.length() <= LONGEST
            && !value.startsWith("ff")
            && value.charAt(2) == '-'
            && value.charAt(TRACE_ENDS) == '-'
            && value.charAt(PARENT_ENDS) == '-'
            && isHex(value, 0, 2)
            && isHex(value, TRACE_BEGINS, TRACE_ENDS)
            && isHex(value, TRACE_ENDS + 1, PARENT_ENDS)
            && isHex(value, PARENT_ENDS + 1, LENGTH)
            && !isZero(value, TRACE_BEGINS, TRACE_ENDS)
            && !isZero(value, TRACE_ENDS + 1, PARENT_ENDS);
    if (!valid || value == null) {
      return Optional.empty();
    }
    return Optional.of(
        value.length() == LENGTH && value.startsWith("00")
            ? value
            : "00" + value.substring(2, LENGTH));
  }

  /** A valid one for the next hop where nothing is traced: same trace, new parent. */
  public static String next(String traceparent, RandomGenerator random) {
    long parent = random.nextLong() | 1;
    return traceparent.substring(0, TRACE_ENDS + 1)
        + HexFormat.of().toHexDigits(parent)
        + traceparent.substring(PARENT_ENDS);
  }

  /** The trace's id, 32 hexadecimal digits. */
  public static String traceId(String traceparent) {
    return traceparent.substring(TRACE_BEGINS, TRACE_ENDS);
  }

  /** The span's id, 16 hexadecimal digits. */
  public static String spanId(String traceparent) {
    return traceparent.substring(TRACE_ENDS + 1, PARENT_ENDS);
  }

  /** The flags, 2 hexadecimal digits. */
  public static String flags(String traceparent) {
    return traceparent.substring(PARENT_ENDS + 1, LENGTH);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
