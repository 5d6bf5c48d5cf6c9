package org.millrace.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millrace.journal.Holds;
import org.millrace.message.Actor;

/** Holds in memory; they survive the crashes of a simulated node. */
final class MemoryHolds implements Holds {

  private final Map<String, Hold> holds = new LinkedHashMap<>();

  @Override
  public List<Hold> all() {
    return List.copyOf(holds.values());
  }

  @Override
  public void hold(Hold hold) {
    Hold known = holds.get(hold.system());
    if (known == null || known.kind() != Hold.Kind.PERSON || hold.kind() == Hold.Kind.PERSON) {
      holds.put(hold.system(), hold);
    }
  }

  @Override
  public void release(String system, Actor actor, String reason) {
    holds.remove(system);
  }
}
