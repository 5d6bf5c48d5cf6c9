package org.millrace.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The console's sessions, in this node's memory only: a restart signs everybody out. A session
 * lives no longer than the key it was opened with, and has that key's permissions of the moment.
 * Thread-safe.
 */
public final class Sessions {

  /** Beyond this, the session that was idle longest ends. */
  static final int MOST = 10_000;

  private final KeyRing keys;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Limits limits;
  private final Map<String, Open> byId = new ConcurrentHashMap<>();

  /**
   * @param idle ends a session that nobody used
   * @param whole ends every session
   */
  public record Limits(Duration idle, Duration whole) {
    public static final Limits STANDARD = new Limits(Duration.ofHours(1), Duration.ofHours(12));
  }

  public Sessions(KeyRing keys, SecureRandom random, InstantSource clock, Limits limits) {
    this.keys = keys;
    this.random = random;
    this.clock = clock;
    this.limits = limits;
  }

  private record Open(String keyPrefix, Instant openedAt, Instant usedAt) {}

  /**
   * Opens a session; its id is new each time, so that nobody can plant one.
   *
   * @return 256 random bits in base64url
   */
  public String open(Principal principal) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    Instant now = clock.instant();
    makeRoom(now);
    byId.put(id, new Open(principal.keyPrefix(), now, now));
    return id;
  }

  /** Who is signed in, if the session and its key are still in force. Counts as a use. */
  public Optional<Principal> find(String id) {
    @Nullable Open open = byId.get(id);
    if (open == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Principal> holder =
        hasEnded(open, now) ? Optional.empty() : keys.holder(open.keyPrefix);
    if (holder.isEmpty()) {
      byId.remove(id);
      return Optional.empty();
    }
    byId.replace(id, open, new Open(open.keyPrefix, open.openedAt, now));
    return holder.map(Principal::asPerson);
  }

  /** Whether somebody is still signed in by it. Does not count as a use. */
  public boolean isOpen(String id) {
    @Nullable Open open = byId.get(id);
    return open != null
        && !hasEnded(open, clock.instant())
        && keys.holder(open.keyPrefix).isPresent();
  }

  public void close(String id) {
    byId.remove(id);
  }

  /** Until when a session that is opened now can last. */
  public Duration longest() {
    return limits.whole;
  }

  private boolean hasEnded(Open open, Instant now) {
    return !now.isBefore(open.usedAt.plus(limits.idle))
        || !now.isBefore(open.openedAt.plus(limits.whole));
  }

  private synchronized void makeRoom(Instant now) {
    if (byId.size() < MOST) {
      return;
    }
    byId.values().removeIf(open -> hasEnded(open, now));
    while (byId.size() >= MOST) {
      byId.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().usedAt))
          .ifPresent(oldest -> byId.remove(oldest.getKey()));
    }
  }
}
