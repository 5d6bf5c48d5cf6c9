package org.millrace.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/** Things due at a moment, in order of time and, at the same moment, of entry. */
final class Agenda {

  /** What is due. */
  sealed interface Entry {
    /** A lane's head goes on. */
    record LaneDue(String system, long lane) implements Entry {}

    /** A closed target is asked whether it works again. */
    record ReachDue(String system) implements Entry {}

    /** A target's service window opens or closes. */
    record WindowDue(String system) implements Entry {}

    /** A target's rate allows the next request. */
    record RateDue(String system) implements Entry {}
  }

  private record Dated(Instant at, long order, Entry entry) implements Comparable<Dated> {
    @Override
    public int compareTo(Dated other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Dated> entries = new PriorityQueue<>();
  private long order;

  void at(Instant moment, Entry entry) {
    entries.add(new Dated(moment, order++, entry));
  }

  /** Takes the next entry that is due. */
  Optional<Entry> due(Instant now) {
    Dated first = entries.peek();
    if (first == null || first.at().isAfter(now)) {
      return Optional.empty();
    }
    entries.remove();
    return Optional.of(first.entry());
  }

  /** When the next entry is due. */
  Optional<Instant> next() {
    return Optional.ofNullable(entries.peek()).map(Dated::at);
  }
}
