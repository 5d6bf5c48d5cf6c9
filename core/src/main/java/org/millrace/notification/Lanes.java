package org.millrace.notification;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Webhooks;
import org.millrace.journal.Webhooks.Due;

/**
 * How much each endpoint may get now. One that fails gets one post at a time with growing waits, so
 * that a dead one neither takes the place of others nor is called for every single webhook.
 * Thread-safe. After a restart every endpoint counts as working until it fails.
 */
final class Lanes {

  private final WebhookLimits limits;
  private final Map<Key, Lane> lanes = new HashMap<>();
  private final Set<Webhooks.Id> underWay = new HashSet<>();

  Lanes(WebhookLimits limits) {
    this.limits = limits;
  }

  /** An endpoint of a system. */
  record Key(String system, String endpoint) {
    static Key of(Due due) {
      return new Key(due.system(), due.endpoint());
    }
  }

  private static final class Lane {
    int underWay;
    int failures;
    @Nullable Long pausedUntil;
  }

  /**
   * Takes a place for a webhook; false if its endpoint has none now.
   *
   * @param now monotonic time in nanoseconds
   */
  synchronized boolean begin(Due due, long now) {
    Lane lane = lanes.computeIfAbsent(Key.of(due), key -> new Lane());
    int places = lane.failures >= limits.failuresInARow() ? 1 : limits.perEndpoint();
    boolean paused = lane.pausedUntil != null && lane.pausedUntil - now > 0;
    if (paused || lane.underWay >= places || !underWay.add(due.id())) {
      forget(Key.of(due), lane);
      return false;
    }
    lane.underWay++;
    return true;
  }

  /** The place is free again, and it says nothing about the endpoint. */
  synchronized void end(Due due) {
    Lane lane = ended(due);
    forget(Key.of(due), lane);
  }

  /**
   * The endpoint answered.
   *
   * @return whether it had been failing
   */
  synchronized boolean works(Due due) {
    Lane lane = ended(due);
    boolean failing = lane.failures >= limits.failuresInARow();
    lane.failures = 0;
    lane.pausedUntil = null;
    forget(Key.of(due), lane);
    return failing;
  }

  /**
   * The endpoint failed.
   *
   * @param asked the wait it asked for
   * @param jitter from 0 (inclusive) to 1 (exclusive)
   * @return whether it counts as failing from now on
   */
  synchronized boolean fails(Due due, Optional<Duration> asked, double jitter, long now) {
    Lane lane = ended(due);
    lane.failures++;
    int beyond = lane.failures - limits.failuresInARow();
    Duration own = beyond < 0 ? Duration.ZERO : limits.pause().waitAfter(beyond + 1, jitter);
    Duration wait = asked.filter(a -> a.compareTo(own) > 0).orElse(own);
    if (wait.isPositive()) {
      lane.pausedUntil = now + wait.toNanos();
    }
    return beyond == 0;
  }

  private Lane ended(Due due) {
    underWay.remove(due.id());
    Lane lane = lanes.computeIfAbsent(Key.of(due), key -> new Lane());
    lane.underWay--;
    return lane;
  }

  private void forget(Key key, Lane lane) {
    if (lane.underWay == 0 && lane.failures == 0 && lane.pausedUntil == null) {
      lanes.remove(key);
    }
  }
}
