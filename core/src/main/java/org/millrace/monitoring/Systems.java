package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.SystemDefinition;
import org.millrace.message.MessageId;
import org.millrace.monitoring.SystemStatus.Health;

/** How the systems stand. Thread-safe; what it read counts for a second, for everybody. */
public final class Systems {

  /** Counting a backlog stops here. */
  static final int MOST_COUNTED = 100_000;

  private static final Duration IDLE_AFTER = Duration.ofMinutes(15);

  private static final String BACKLOG =
      """
      select s.name, counted.backlog, oldest.message as oldest
      from unnest(:systems) as s(name)
      cross join lateral (select count(*) as backlog from (
        select 1 from delivery d where d.system = s.name and d.%1$s limit :most) open) counted
      left join lateral (select d.message from delivery d where d.system = s.name and d.%1$s
        order by d.message limit 1) oldest on true
      """
          .formatted(Reading.OPEN);

  private static final String LAST_SUCCESS =
      """
      select system, max(minute) as last_success
      from minute_count where minute >= :since and what = 'delivered' group by system
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final Supplier<List<SystemStatus.Load>> loads;
  private final Recent recent;
  private final InstantSource clock;
  private final Cached<List<SystemStatus>> cached;

  /**
   * @param loads how the sending side sees the systems now
   * @param meters what measured the attempts
   */
  public Systems(
      Jdbi jdbi,
      Supplier<Landscape> landscape,
      Supplier<List<SystemStatus.Load>> loads,
      PrometheusMeters meters,
      InstantSource clock) {
    reading = new Reading(jdbi);
    this.landscape = landscape;
    this.loads = loads;
    this.recent = meters.recent();
    this.clock = clock;
    cached = new Cached<>(Duration.ofSeconds(1), clock, this::read);
  }

  /** All systems of the landscape, by title. */
  public List<SystemStatus> all() {
    return cached.get();
  }

  private record Backlog(long count, Optional<Instant> oldest) {}

  private List<SystemStatus> read() {
    Landscape now = landscape.get();
    Map<String, SystemStatus.Load> byName =
        loads.get().stream()
            .collect(Collectors.toMap(SystemStatus.Load::system, Function.identity(), (a, b) -> b));
    return reading.read(
        handle -> {
          Map<String, Rows.Hold> holds = Rows.holds(handle, now);
          Map<String, Backlog> backlogs = backlogs(handle, List.copyOf(now.systems().keySet()));
          Map<String, Instant> successes = lastSuccesses(handle);
          return now.systems().values().stream()
              .map(
                  system ->
                      status(
                          now,
                          system,
                          Optional.ofNullable(byName.get(system.name())),
                          Optional.ofNullable(holds.get(system.name())),
                          backlogs.getOrDefault(system.name(), new Backlog(0, Optional.empty())),
                          recent
                              .lastSuccess(system.name())
                              .or(() -> Optional.ofNullable(successes.get(system.name())))))
              .sorted(Comparator.comparing(SystemStatus::title))
              .toList();
        });
  }

  private static Map<String, Backlog> backlogs(Handle handle, List<String> systems) {
    Map<String, Backlog> backlogs = new HashMap<>();
    handle
        .createQuery(BACKLOG)
        .bindArray("systems", String.class, systems)
        .bind("most", MOST_COUNTED)
        .map(
            (rs, context) -> {
              @Nullable UUID oldest = rs.getObject("oldest", UUID.class);
              return Map.entry(
                  rs.getString("name"),
                  new Backlog(
                      rs.getLong("backlog"),
                      Optional.ofNullable(oldest).map(id -> new MessageId(id).acceptedAt())));
            })
        .forEach(entry -> backlogs.put(entry.getKey(), entry.getValue()));
    return backlogs;
  }

  /** By the minute; exact ones are known since this node's start only. */
  private Map<String, Instant> lastSuccesses(Handle handle) {
    Map<String, Instant> successes = new HashMap<>();
    handle
        .createQuery(LAST_SUCCESS)
        .bind("since", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
        .map(
            (rs, context) -> Map.entry(rs.getString("system"), Reading.instant(rs, "last_success")))
        .forEach(entry -> successes.put(entry.getKey(), entry.getValue()));
    return successes;
  }

  private SystemStatus status(
      Landscape now,
      SystemDefinition system,
      Optional<SystemStatus.Load> load,
      Optional<Rows.Hold> hold,
      Backlog backlog,
      Optional<Instant> lastSuccess) {
    long troubles = recent.troublesLastMinute(system.name());
    Health health = health(load, hold, backlog, troubles, lastSuccess);
    return new SystemStatus(
        system.name(),
        system.title(),
        system.kind(),
        system.adapter(),
        health,
        hold.map(Rows.Hold::since),
        reason(health, hold, troubles),
        backlog.count,
        load.map(SystemStatus.Load::inFlight).orElse(0),
        backlog.oldest,
        recent.deliveredLastMinute(system.name()),
        recent.failedLastMinute(system.name()),
        recent.p95(system.name()).map(p95 -> p95.toNanos() / 1_000_000.0),
        load.map(SystemStatus.Load::concurrency).orElse(system.limits().concurrency()),
        lastSuccess,
        flowsOf(now, system.name()));
  }

  private Health health(
      Optional<SystemStatus.Load> load,
      Optional<Rows.Hold> hold,
      Backlog backlog,
      long troubles,
      Optional<Instant> lastSuccess) {
    if (hold.isPresent()) {
      return hold.get().kind().equals("OUTAGE") ? Health.OUT : Health.HELD;
    }
    if (load.isPresent() && load.get().stopped()) {
      return Health.OUT;
    }
    boolean recovering = load.isPresent() && load.get().recovering();
    if (recovering || troubles > 0) {
      return Health.DEGRADED;
    }
    Instant longAgo = clock.instant().minus(IDLE_AFTER);
    boolean quiet = lastSuccess.filter(at -> at.isAfter(longAgo)).isEmpty();
    return quiet && backlog.count == 0 ? Health.IDLE : Health.OK;
  }

  private static Optional<String> reason(Health health, Optional<Rows.Hold> hold, long troubles) {
    return switch (health) {
      case HELD, OUT ->
          hold.map(Rows.Hold::detail).or(() -> Optional.of("It gets nothing at present"));
      case DEGRADED ->
          Optional.of(
              troubles > 0
                  ? (troubles == 1 ? "1 attempt" : troubles + " attempts")
                      + " failed in the last minute"
                  : "It is coming back; more is sent step by step");
      case OK, IDLE -> Optional.empty();
    };
  }

  private static List<String> flowsOf(Landscape landscape, String system) {
    return landscape.flows().values().stream()
        .filter(flow -> flow.steps().stream().anyMatch(step -> step.system().equals(system)))
        .map(FlowDefinition::name)
        .sorted()
        .toList();
  }
}
