package org.millrace.access;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The text of an API key: {@code mr_}, a public prefix of {@value #PREFIX_LENGTH} characters,
 * {@code _}, and 256 random bits in base64url. Only the prefix and the SHA-256 of the whole text
 * are ever stored: with 256 random bits a slow hash would add nothing.
 */
final class ApiKey {

  static final int PREFIX_LENGTH = 8;
  static final int LENGTH = 3 + PREFIX_LENGTH + 1 + 43;

  private static final String START = "mr_";
  private static final String PREFIX_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private ApiKey() {}

  static String generate(SecureRandom random) {
    StringBuilder key = new StringBuilder(LENGTH).append(START);
    for (int i = 0; i < PREFIX_LENGTH; i++) {
      key.append(PREFIX_ALPHABET.charAt(random.nextInt(PREFIX_ALPHABET.length())));
    }
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return key.append('_')
        .append(Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
        .toString();
  }

  static boolean hasForm(String text) {
    return text.length() == LENGTH
        && text.startsWith(START)
        && text.charAt(START.length() + PREFIX_LENGTH) == '_';
  }

  static String prefix(String key) {
    return key.substring(START.length(), START.length() + PREFIX_LENGTH);
  }
}
