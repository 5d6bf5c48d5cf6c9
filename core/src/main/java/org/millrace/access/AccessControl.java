package org.millrace.access;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;

/** All of this package, put together. */
public record AccessControl(
    Keys keys, KeyRing keyRing, Sessions sessions, Throttle throttle, Quota quota)
    implements AutoCloseable {

  /**
   * @param quota requests of one key
   * @param nanoTime a monotonic clock
   */
  public static AccessControl over(
      Jdbi jdbi,
      SecureRandom random,
      InstantSource clock,
      LongSupplier nanoTime,
      Quota.Policy quota,
      Sessions.Limits sessions) {
    Keys keys = new Keys(jdbi, random, clock);
    KeyRing ring = new KeyRing(keys, clock);
    return new AccessControl(
        keys,
        ring,
        new Sessions(ring, random, clock, sessions),
        new Throttle(clock),
        new Quota(quota, nanoTime));
  }

  @Override
  public void close() {
    keyRing.close();
  }
}
