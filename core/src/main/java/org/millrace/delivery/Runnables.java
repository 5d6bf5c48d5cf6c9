package org.millrace.delivery;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/**
 * The lanes of a target whose turn may come. Deliveries that go again in numbers have a queue of
 * their own, which gets what live traffic leaves, and never more than a part of the target. Which
 * ones they are is known to memory alone: after a restart those under way, of which there are few,
 * go with all others.
 */
final class Runnables {

  /** Of so many requests that may be under way at once, one may be a replay's. */
  private static final int SHARE = 4;

  private final ArrayDeque<Lane> live = new ArrayDeque<>();
  private final ArrayDeque<Lane> replays = new ArrayDeque<>();
  private final Set<DeliveryId> replayed = new HashSet<>();
  private final Set<DeliveryId> underWay = new HashSet<>();

  void add(Lane lane) {
    Work head = lane.head();
    if (head != null && replayed.contains(head.id())) {
      replays.addLast(lane);
    } else {
      live.addLast(lane);
    }
  }

  boolean isEmpty() {
    return live.isEmpty() && replays.isEmpty();
  }

  /** Whether the next one is a replay. */
  boolean nextIsReplay() {
    return live.isEmpty();
  }

  /**
   * Whether one may begin.
   *
   * @param width requests that may be under way at the target at once
   */
  boolean mayBegin(int width) {
    return !live.isEmpty() || (!replays.isEmpty() && underWay.size() < Math.max(1, width / SHARE));
  }

  @Nullable Lane take() {
    Lane next = live.pollFirst();
    return next != null ? next : replays.pollFirst();
  }

  /** A delivery goes again as one of many. */
  void replay(DeliveryId id) {
    replayed.add(id);
  }

  void begins(DeliveryId id) {
    if (replayed.contains(id)) {
      underWay.add(id);
    }
  }

  void ends(DeliveryId id) {
    underWay.remove(id);
  }

  /** A lane's head leaves it or waits for a person: if it comes again, it is no replay. */
  void forgetHead(Lane lane) {
    Work head = lane.head();
    if (head != null) {
      replayed.remove(head.id());
    }
  }
}
