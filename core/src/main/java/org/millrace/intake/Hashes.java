package org.millrace.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Keys as fixed-size values: the first 128 bits of a SHA-256. */
final class Hashes {

  private static final byte SEPARATOR = 0;

  private Hashes() {}

  /**
   * Hash of several texts; no two different lists of texts without zero characters collide by form.
   */
  static UUID of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update(SEPARATOR);
    }
    return half(digest.digest());
  }

  static UUID of(byte[] bytes) {
    return half(sha256().digest(bytes));
  }

  private static UUID half(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
