package org.millrace.simulation;

import java.util.HashMap;
import java.util.Map;

/** Open cases by fingerprint, with the number of their members. */
final class MemoryCases {

  private final Map<String, Long> open = new HashMap<>();
  private final Map<Long, Integer> members = new HashMap<>();
  private long opened;

  long join(String fingerprint) {
    long number = open.computeIfAbsent(fingerprint, f -> ++opened);
    members.merge(number, 1, Integer::sum);
    return number;
  }

  /** One leaves; the last one closes it. */
  void leave(long number) {
    if (members.merge(number, -1, Integer::sum) == 0) {
      close(number);
    }
  }

  /** Whether it was open. */
  boolean close(long number) {
    members.remove(number);
    return open.values().remove(number);
  }

  boolean isOpen(long number) {
    return members.containsKey(number);
  }

  int members(long number) {
    return members.getOrDefault(number, 0);
  }
}
