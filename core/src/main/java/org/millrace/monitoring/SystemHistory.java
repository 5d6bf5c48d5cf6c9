package org.millrace.monitoring;

import java.time.Instant;
import java.util.List;

/**
 * What became of a system's deliveries in the last hour.
 *
 * @param perMinute oldest first, the present minute last; a minute in which nothing happened is
 *     there too
 */
public record SystemHistory(String name, List<Minute> perMinute) {

  public SystemHistory {
    perMinute = List.copyOf(perMinute);
  }

  /**
   * One minute.
   *
   * @param delivered deliveries that the system took
   * @param failed attempts that failed
   */
  public record Minute(Instant minute, long delivered, long failed) {}
}
