package org.millrace.plant.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as the content's digest and as the source of index hashes. */
public final class Digest {
  private Digest() {}

  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256(content));
  }

  /** The first 64 bits: two of ten million keys collide with a chance of three in a million. */
  static long hash(char tag, String first, String second) {
    byte[] text = (tag + first + '\0' + second).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(sha256(text)).getLong();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
