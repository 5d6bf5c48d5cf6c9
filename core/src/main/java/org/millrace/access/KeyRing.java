package org.millrace.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.millrace.message.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks API keys against all keys in force, which it holds in memory and reads again when they are
 * older than {@link #FRESH}. This node's own revocations count at once, other nodes' within that
 * time.
 *
 * <p>While the database cannot be read, a thread of its own tries again and again, and nobody waits
 * for it: callers are to hear soon that nothing can be taken. Thread-safe.
 */
public final class KeyRing implements AutoCloseable {

  /** How old the keys in memory may be. */
  static final Duration FRESH = Duration.ofSeconds(1);

  /** Up to this age, callers go on while another one reads the keys again. */
  private static final Duration BEARABLE = Duration.ofSeconds(2);

  /** How long keys count while the database cannot be read. */
  private static final Duration STALE = Duration.ofSeconds(30);

  /** How often last uses are written. */
  private static final Duration LAST_USE_EVERY = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

  private final Keys keys;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<String, Instant> lastUses = new ConcurrentHashMap<>();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.EPOCH);
  private volatile Instant usesWritten;

  /** Whether the keys could not be read at last, and are being read until they can. */
  private final AtomicBoolean unreadable = new AtomicBoolean();

  private volatile boolean closed;

  public KeyRing(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.usesWritten = clock.instant();
  }

  private record Snapshot(Map<String, Held> byPrefix, Instant readAt) {}

  private record Held(KeyHash hash, Principal principal, Optional<Instant> ends) {}

  /** What became of a check. */
  public sealed interface Check {
    record Known(Principal principal) implements Check {}

    /** No such key, or not any more. Which of them is not told to anybody. */
    record Unknown() implements Check {}

    /** The keys cannot be read, and those in memory are too old to be believed. */
    record CannotTell() implements Check {}
  }

  /** Finds the system behind a key. Takes the same time for unknown prefixes and wrong secrets. */
  public Check check(String key) {
    Instant now = clock.instant();
    Snapshot current = current(now);
    boolean hasForm = ApiKey.hasForm(key);
    @Nullable Held held = hasForm ? current.byPrefix.get(ApiKey.prefix(key)) : null;
    boolean matches = KeyHash.of(key).matches(held == null ? KeyHash.NONE : held.hash);
    if (held == null || !matches || hasEnded(held, now)) {
      return tooOld(current, now) ? new Check.CannotTell() : new Check.Unknown();
    }
    if (tooOld(current, now)) {
      return new Check.CannotTell();
    }
    lastUses.put(held.principal.keyPrefix(), now);
    return new Check.Known(held.principal);
  }

  /** The system behind a prefix, if its key is still in force. For sessions opened with it. */
  public Optional<Principal> holder(String prefix) {
    Instant now = clock.instant();
    Snapshot current = current(now);
    @Nullable Held held = current.byPrefix.get(prefix);
    return held == null || hasEnded(held, now) || tooOld(current, now)
        ? Optional.empty()
        : Optional.of(held.principal);
  }

  /**
   * Revokes a key, effective with the next call.
   *
   * @return whether there was such a key in force
   */
  public boolean revoke(String prefix) {
    boolean revoked = keys.revoke(prefix);
    readAgain();
    return revoked;
  }

  /** Reads the keys now: for a key that was just made and is to be used at once. */
  public void readAgain() {
    reading.lock();
    try {
      read();
    } finally {
      reading.unlock();
    }
  }

  private static boolean hasEnded(Held held, Instant now) {
    return held.ends.isPresent() && !now.isBefore(held.ends.get());
  }

  private static boolean tooOld(Snapshot snapshot, Instant now) {
    return snapshot.readAt.plus(STALE).isBefore(now);
  }

  private Snapshot current(Instant now) {
    Snapshot seen = snapshot;
    if (now.isBefore(seen.readAt.plus(FRESH)) || unreadable.get()) {
      return seen;
    }
    boolean bearable = now.isBefore(seen.readAt.plus(BEARABLE));
    if (bearable && !reading.tryLock()) {
      return seen;
    }
    if (!bearable) {
      reading.lock();
    }
    try {
      if (snapshot.readAt.equals(seen.readAt) && !unreadable.get()) {
        readOrKeep();
      }
      return snapshot;
    } finally {
      reading.unlock();
    }
  }

  private void readOrKeep() {
    try {
      read();
    } catch (RuntimeException e) {
      log.warn("The API keys cannot be read; those in memory count for {} at most", STALE, e);
      unreadable.set(true);
      Thread.ofVirtual().name("keys").start(this::readUntilItWorks);
    }
  }

  private void readUntilItWorks() {
    try {
      while (unreadable.get() && !closed) {
        Thread.sleep(FRESH);
        readIfPossible();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readIfPossible() {
    try {
      readAgain();
    } catch (RuntimeException e) {
      log.debug("The API keys still cannot be read", e);
    }
  }

  private void read() {
    Instant at = clock.instant();
    Map<String, Held> byPrefix = new HashMap<>();
    List<Keys.Stored> inForce = keys.inForce();
    for (Keys.Stored key : inForce) {
      Principal principal =
          new Principal(key.system(), Actor.Kind.SYSTEM, key.permissions(), key.prefix());
      byPrefix.put(key.prefix(), new Held(key.hash(), principal, key.ends()));
    }
    snapshot = new Snapshot(Map.copyOf(byPrefix), at);
    if (unreadable.getAndSet(false)) {
      log.info("The API keys can be read again");
    }
    if (!at.isBefore(usesWritten.plus(LAST_USE_EVERY))) {
      writeLastUses();
      usesWritten = at;
    }
  }

  private void writeLastUses() {
    Map<String, Instant> uses = Map.copyOf(lastUses);
    if (!uses.isEmpty()) {
      keys.used(uses);
      uses.forEach(lastUses::remove);
    }
  }

  /** Writes the last uses that are still in memory, if the database takes them. */
  @Override
  public void close() {
    closed = true;
    try {
      writeLastUses();
    } catch (RuntimeException e) {
      log.warn("The last uses of keys could not be written: {}", e.getMessage());
    }
  }
}
