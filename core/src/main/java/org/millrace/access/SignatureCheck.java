package org.millrace.access;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Checks the signature of a webhook that came in (Standard Webhooks, "Signature scheme"):
 * symmetric, version {@code v1}.
 */
public final class SignatureCheck {

  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  /** How far the sender's clock and ours may be apart; older ones may be replays. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String VERSION = "v1,";
  private static final int MOST_SIGNATURES = 10;
  private static final int LONGEST_ID = 255;

  private SignatureCheck() {}

  /** The headers of a webhook, as they came. */
  public record Signed(
      Optional<String> id, Optional<String> timestamp, Optional<String> signature) {}

  /** Whether one of the signatures was made with one of the secrets, and not long ago. */
  public static boolean holds(
      Signed signed, byte[] body, List<SigningSecret> secrets, Instant now) {
    if (signed.id().isEmpty() || signed.timestamp().isEmpty() || signed.signature().isEmpty()) {
      return false;
    }
    String id = signed.id().get();
    boolean properId =
        !id.isBlank()
            && id.length() <= LONGEST_ID
            && id.indexOf('.') < 0
            && id.chars().allMatch(c -> c > ' ' && c <= '~');
    if (!properId || !isNow(signed.timestamp().get(), now)) {
      return false;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 100);
    content.writeBytes(
        (id + "." + signed.timestamp().get() + ".").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    byte[] text = content.toByteArray();
    String[] given = signed.signature().get().split(" ", MOST_SIGNATURES + 1);
    boolean holds = false;
    for (SigningSecret secret : secrets) {
      byte[] right =
          (VERSION + Base64.getEncoder().encodeToString(secret.authenticate(text)))
              .getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < Math.min(given.length, MOST_SIGNATURES); i++) {
        holds |= isSame(given[i], right);
      }
    }
    return holds;
  }

  private static boolean isSame(String given, byte[] right) {
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right);
  }

  private static boolean isNow(String timestamp, Instant now) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
  }
}
