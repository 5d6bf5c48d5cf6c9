package org.millrace.adapter.tryton;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The limits in time of one operation, on the monotonic clock.
 *
 * @param clock the monotonic clock, in nanoseconds
 * @param sendBefore after this no request may begin
 * @param answerBefore by this the operation must have ended
 */
record Deadline(LongSupplier clock, long sendBefore, long answerBefore) {

  static Deadline in(LongSupplier clock, Duration time) {
    long end = clock.getAsLong() + time.toNanos();
    return new Deadline(clock, end, end);
  }

  boolean mayBegin() {
    long now = clock.getAsLong();
    return sendBefore - now > 0 && answerBefore - now > 0;
  }

  long leftNanos() {
    return Math.max(0, answerBefore - clock.getAsLong());
  }
}
