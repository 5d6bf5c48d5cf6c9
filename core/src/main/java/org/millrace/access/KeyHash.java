package org.millrace.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a key's text. Two are compared in constant time. */
final class KeyHash {

  /** The hash of no key at all, for comparisons that must fail and take as long as others. */
  static final KeyHash NONE = new KeyHash(new byte[32]);

  private final byte[] bytes;

  KeyHash(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static KeyHash of(String key) {
    try {
      return new KeyHash(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  boolean matches(KeyHash other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
