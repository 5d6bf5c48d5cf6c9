package org.millrace.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Work;
import org.millrace.message.DeliveryId;

/** Deliveries that must go one after the other: same flow, step and order key. */
final class Lane {

  /** What the first delivery of the lane is doing. */
  enum State {
    /** Waits for its turn at the target. */
    RUNNABLE,
    /** Is being sent, asked for or read. */
    BUSY,
    /** Waits for a moment in time. */
    WAITING,
    /** Waits for a person; the later ones are only in the journal. */
    PARKED
  }

  final long id;
  State state = State.BUSY;

  /** Whether later deliveries of the lane are only in the journal. */
  boolean spilled;

  /** Whether one was left in the journal since reading the lane was begun. */
  boolean missed;

  /** Whether one was moved by others since reading the lane was begun; what is read is outdated. */
  boolean stale;

  private final ArrayDeque<Work> works = new ArrayDeque<>(2);

  Lane(long id) {
    this.id = id;
  }

  @Nullable Work head() {
    return works.peekFirst();
  }

  /** Leaves a delivery in the journal; the lane must be read on before it can end. */
  void spill() {
    spilled = true;
    missed = true;
  }

  int size() {
    return works.size();
  }

  boolean isHead(DeliveryId delivery) {
    Work head = works.peekFirst();
    return head != null && head.id().equals(delivery);
  }

  boolean contains(DeliveryId delivery) {
    // Only a head that is under way may stand before others that it comes after.
    return isHead(delivery)
        || (!isLast(delivery) && works.stream().anyMatch(work -> work.id().equals(delivery)));
  }

  void append(Work work) {
    works.addLast(work);
  }

  void replaceHead(Work work) {
    works.removeFirst();
    works.addFirst(work);
  }

  /** Takes over a later state of a delivery that is not the head; tells whether it is there. */
  boolean replace(Work work) {
    boolean there = contains(work.id());
    if (there) {
      List<Work> renewed =
          works.stream().map(old -> old.id().equals(work.id()) ? work : old).toList();
      works.clear();
      works.addAll(renewed);
    }
    return there;
  }

  /** Whether a delivery would stand after all that are here. */
  boolean isLast(DeliveryId delivery) {
    Work last = works.peekLast();
    return last == null || last.id().compareTo(delivery) < 0;
  }

  void removeHead() {
    works.removeFirst();
  }

  /** Removes a delivery that is not the head; tells whether it was there. */
  boolean remove(DeliveryId delivery) {
    return works.removeIf(work -> work.id().equals(delivery));
  }

  /** Drops all but the head and returns how many were dropped. */
  int dropFollowers() {
    int dropped = 0;
    while (works.size() > 1) {
      works.removeLast();
      dropped++;
    }
    return dropped;
  }

  /** Puts a delivery where its id belongs, but never before a head that is under way. */
  void insert(Work work) {
    List<Work> sorted = new ArrayList<>(works);
    int from = state == State.BUSY && !sorted.isEmpty() ? 1 : 0;
    int at = from;
    while (at < sorted.size() && sorted.get(at).id().compareTo(work.id()) < 0) {
      at++;
    }
    sorted.add(at, work);
    works.clear();
    works.addAll(sorted);
  }
}
