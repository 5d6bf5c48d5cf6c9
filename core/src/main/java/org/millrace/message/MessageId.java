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
