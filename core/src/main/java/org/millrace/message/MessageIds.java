package org.millrace.message;

import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * Mints message ids that only grow, even if the clock steps back: UUID version 7 with the counter
 * of RFC 9562, section 6.2, method 1. Not thread-safe: one minter owns the order.
 */
public final class MessageIds {

  private static final int COUNTER_LIMIT = 1 << 12;

  private final InstantSource clock;
  private final Random random;
  private long lastMillis;
  private int counter;

  /**
   * @param greatest the greatest id minted before, so that a restart goes on after it
   */
  public MessageIds(
      InstantSource clock, Random random, @org.jspecify.annotations.Nullable UUID greatest) {
    this.clock = clock;
    this.random = random;
    if (greatest != null) {
      lastMillis = greatest.getMostSignificantBits() >>> 16;
      counter = COUNTER_LIMIT - 1;
    }
  }

  /** The next id; greater than every earlier one. */
  public MessageId next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      counter = 0;
    } else if (++counter >= COUNTER_LIMIT) {
      lastMillis++;
      counter = 0;
    }
    long high = lastMillis << 16 | 0x7000L | counter;
    long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
    return new MessageId(new UUID(high, low));
  }
}
