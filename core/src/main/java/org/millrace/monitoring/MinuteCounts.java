package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.telemetry.Counts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in memory, added to the table of minutes by one statement every {@link #EVERY}. A node
 * that is killed loses the counts of the last seconds, never a message. Thread-safe.
 */
public final class MinuteCounts implements Counts, AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(3);

  /** Different counts held while the database cannot be written; beyond it they are dropped. */
  private static final int MOST_HELD = 20_000;

  private static final Logger log = LoggerFactory.getLogger(MinuteCounts.class);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<Key, Long> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("minute-counts").daemon().factory());

  private record Key(Instant minute, String flow, String system, What what) {}

  public MinuteCounts(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Starts writing at intervals. */
  public MinuteCounts start() {
    var _ =
        flusher.scheduleWithFixedDelay(
            this::flushOrKeep, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public void count(String flow, String system, What what) {
    Key key = new Key(clock.instant().truncatedTo(ChronoUnit.MINUTES), flow, system, what);
    add(key, 1);
  }

  private void add(Key key, long count) {
    if (held.size() < MOST_HELD || held.containsKey(key)) {
      held.merge(key, count, Long::sum);
    }
  }

  private void flushOrKeep() {
    try {
      flush();
    } catch (RuntimeException e) {
      log.warn("Counts of the last minutes cannot be written; they are kept: {}", e.getMessage());
    }
  }

  /** Adds all that was counted to the table. */
  void flush() {
    Map<Key, Long> taken = new HashMap<>();
    for (Key key : List.copyOf(held.keySet())) {
      @Nullable Long count = held.remove(key);
      if (count != null) {
        taken.put(key, count);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      write(taken);
    } catch (RuntimeException e) {
      taken.forEach(this::add);
      throw e;
    }
  }

  private void write(Map<Key, Long> taken) {
    // Sorted, so that two nodes never wait for each other's rows in a circle.
    List<Map.Entry<Key, Long>> rows =
        taken.entrySet().stream()
            .sorted(Map.Entry.comparingByKey((a, b) -> a.toString().compareTo(b.toString())))
            .toList();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into minute_count (minute, flow, system, what, count)
                    select * from unnest(cast(:minutes as timestamptz[]), :flows, :systems, :whats,
                      :counts)
                    on conflict (minute, flow, system, what)
                    do update set count = minute_count.count + excluded.count
                    """)
                .bindArray(
                    "minutes",
                    String.class,
                    rows.stream()
                        .map(r -> r.getKey().minute.atOffset(ZoneOffset.UTC).toString())
                        .toList())
                .bindArray("flows", String.class, rows.stream().map(r -> r.getKey().flow).toList())
                .bindArray(
                    "systems", String.class, rows.stream().map(r -> r.getKey().system).toList())
                .bindArray(
                    "whats", String.class, rows.stream().map(r -> r.getKey().what.label()).toList())
                .bindArray("counts", Long.class, rows.stream().map(Map.Entry::getValue).toList())
                .execute());
  }

  /** Writes what is left. */
  @Override
  public void close() {
    flusher.shutdown();
    flushOrKeep();
  }
}
