package org.millrace.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.millrace.journal.Draft;
import org.millrace.message.DeliveryState;

/** The numbers of order keys, kept in their order as PostgreSQL keeps them. */
class MemoryNumbers {

  private final Map<Long, Long> next = new HashMap<>();
  private final Map<Long, TreeMap<Long, List<DeliveryRow>>> early = new HashMap<>();

  /** Whether a new delivery's turn has come; if not, it waits from now on. */
  boolean hasItsTurn(DeliveryRow row, Draft.Place place) {
    long turn = next.computeIfAbsent(row.lane, lane -> place.first());
    if (place.number() == turn) {
      next.put(row.lane, turn + 1);
    }
    if (place.number() > turn) {
      early
          .computeIfAbsent(row.lane, lane -> new TreeMap<>())
          .computeIfAbsent(place.number(), number -> new ArrayList<>())
          .add(row);
    }
    return place.number() <= turn;
  }

  /** Those whose turn has come because one has released its key. */
  List<DeliveryRow> after(DeliveryRow done) {
    OptionalLong turn = nextOf(done.lane);
    if (turn.isEmpty() || !done.sequence.equals(OptionalLong.of(turn.getAsLong() - 1))) {
      return List.of();
    }
    return take(done.lane, turn.getAsLong());
  }

  OptionalLong nextOf(long lane) {
    Long turn = next.get(lane);
    return turn == null ? OptionalLong.empty() : OptionalLong.of(turn);
  }

  /** Ones that have ended while they waited are passed over. */
  final List<DeliveryRow> take(long lane, long turn) {
    TreeMap<Long, List<DeliveryRow>> waiting = early.getOrDefault(lane, new TreeMap<>());
    List<DeliveryRow> freed = new ArrayList<>();
    long number = turn;
    while (freed.isEmpty() && waiting.containsKey(number)) {
      waiting.remove(number).stream()
          .filter(row -> row.state == DeliveryState.BLOCKED)
          .forEach(freed::add);
      number++;
    }
    next.put(lane, number);
    return freed;
  }
}
