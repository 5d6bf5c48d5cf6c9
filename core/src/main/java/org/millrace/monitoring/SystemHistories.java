package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;

/**
 * The last hour of each system, minute by minute. Thread-safe; what it read counts for two seconds,
 * for everybody, so that a page of many systems is one reading.
 */
public final class SystemHistories {

  /** Minutes shown, the present one included. */
  static final int MINUTES = 60;

  private static final String COUNTS =
      """
      select system, minute,
        coalesce(sum(count) filter (where what = 'delivered'), 0) as delivered,
        coalesce(sum(count) filter (where what = 'failed'), 0) as failed
      from minute_count where minute >= :since and what in ('delivered', 'failed')
      group by system, minute
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final InstantSource clock;
  private final Cached<Counted> cached;

  private record Key(String system, Instant minute) {}

  private record Counted(Instant first, Map<Key, SystemHistory.Minute> minutes) {}

  public SystemHistories(Jdbi jdbi, Supplier<Landscape> landscape, InstantSource clock) {
    reading = new Reading(jdbi);
    this.landscape = landscape;
    this.clock = clock;
    cached = new Cached<>(Duration.ofSeconds(2), clock, () -> reading.read(this::count));
  }

  /** A system's history; empty if the landscape has no such system. */
  public Optional<SystemHistory> find(String system) {
    if (landscape.get().system(system) == null) {
      return Optional.empty();
    }
    Counted counted = cached.get();
    return Optional.of(
        new SystemHistory(
            system,
            IntStream.range(0, MINUTES)
                .mapToObj(i -> counted.first.plus(Duration.ofMinutes(i)))
                .map(
                    at ->
                        counted.minutes.getOrDefault(
                            new Key(system, at), new SystemHistory.Minute(at, 0, 0)))
                .toList()));
  }

  private Counted count(Handle handle) {
    Instant last = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Instant first = last.minus(Duration.ofMinutes(MINUTES - 1));
    Map<Key, SystemHistory.Minute> minutes = new HashMap<>();
    handle
        .createQuery(COUNTS)
        .bind("since", first.atOffset(ZoneOffset.UTC))
        .map(
            (rs, context) ->
                Map.entry(
                    rs.getString("system"),
                    new SystemHistory.Minute(
                        Reading.instant(rs, "minute"),
                        rs.getLong("delivered"),
                        rs.getLong("failed"))))
        .forEach(
            row -> minutes.put(new Key(row.getKey(), row.getValue().minute()), row.getValue()));
    return new Counted(first, Map.copyOf(minutes));
  }
}
