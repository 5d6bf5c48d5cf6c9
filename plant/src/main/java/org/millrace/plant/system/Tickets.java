package org.millrace.plant.system;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens and sessions that expire. They carry their own expiry and signature, so that they cost no
 * memory and survive a restart. Thread-safe.
 */
public final class Tickets {
  private final InstantSource clock;
  private final Duration lifetime;
  private final SecretKeySpec key;
  private final AtomicLong serial = new AtomicLong();
  private volatile long revokedUpTo;

  public Tickets(InstantSource clock, Duration lifetime, long seed) {
    this.clock = clock;
    this.lifetime = lifetime;
    byte[] secret = ("plant-tickets-" + seed).getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  public Duration lifetime() {
    return lifetime;
  }

  /** A ticket {@code scope.serial.expiryMillis.signature}. */
  public String issue(String scope) {
    long expiry = clock.instant().plus(lifetime).toEpochMilli();
    String content = scope + "." + serial.incrementAndGet() + "." + expiry;
    return content + "." + sign(content);
  }

  public boolean valid(String scope, String ticket) {
    String[] parts = ticket.split("\\.", -1);
    if (parts.length != 4
        || !parts[0].equals(scope)
        || !parts[1].matches("\\d{1,18}")
        || !parts[2].matches("\\d{1,18}")) {
      return false;
    }
    byte[] expected =
        sign(parts[0] + "." + parts[1] + "." + parts[2]).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, parts[3].getBytes(StandardCharsets.UTF_8))
        && Long.parseLong(parts[1]) > revokedUpTo
        && clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[2])));
  }

  /** From now on only tickets issued later are valid. */
  public void revokeAll() {
    revokedUpTo = serial.get();
  }

  private String sign(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
    }
  }
}
