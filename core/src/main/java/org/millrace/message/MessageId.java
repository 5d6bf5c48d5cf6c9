package org.millrace.message;

import java.time.Instant;
import java.util.UUID;

/**
 * Identity of a message: a UUID version 7 (RFC 9562, section 5.7), so that ids sort by acceptance.
 */
public record MessageId(UUID value) implements Comparable<MessageId> {

  public MessageId {
    if (value.version() != 7) {
      throw new IllegalArgumentException("a message id is a UUID of version 7, not " + value);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no UUID of version 7
   */
  public static MessageId parse(String text) {
    return new MessageId(UUID.fromString(text));
  }

  /** The moment of acceptance, to the millisecond, as carried by the id itself. */
  public Instant acceptedAt() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  /** The lowest id that can be accepted at a moment. */
  public static UUID lowest(Instant at) {
    long millis = Math.clamp(at.toEpochMilli(), 0L, 0xFFFF_FFFF_FFFFL);
    return new UUID(millis << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }

  @Override
  public int compareTo(MessageId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
