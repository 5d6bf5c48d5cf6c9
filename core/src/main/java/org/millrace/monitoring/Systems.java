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

  private static final String COUNTS =
      """
      select system,
        coalesce(sum(count) filter (where what = 'delivered' and minute >= :lately), 0) as delivered,
        coalesce(sum(count) filter (where what = 'failed' and minute >= :lately), 0) as failed,
        max(minute) filter (where what = 'delivered') as last_success
      from minute_count where minute >= :since and what in ('delivered', 'failed') group by system
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

  private record Lately(long delivered, long failed, Optional<Instant> lastSuccess) {
    static final Lately NOTHING = new Lately(0, 0, Optional.empty());
  }

  private List<SystemStatus> read() {
    Landscape now = landscape.get();
    Map<String, SystemStatus.Load> byName =
        loads.get().stream()
            .collect(Collectors.toMap(SystemStatus.Load::system, Function.identity(), (a, b) -> b));
    return reading.read(
        handle -> {
          Map<String, Rows.Hold> holds = Rows.holds(handle);
          Map<String, Backlog> backlogs = backlogs(handle, List.copyOf(now.systems().keySet()));
          Map<String, Lately> counts = counts(handle);
          return now.systems().values().stream()
              .map(
                  system ->
                      status(
                          now,
                          system,
                          Optional.ofNullable(byName.get(system.name())),
                          Optional.ofNullable(holds.get(system.name())),
                          backlogs.getOrDefault(system.name(), new Backlog(0, Optional.empty())),
                          counts.getOrDefault(system.name(), Lately.NOTHING)))
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

  private Map<String, Lately> counts(Handle handle) {
    Map<String, Lately> counts = new HashMap<>();
    Instant now = clock.instant();
    handle
        .createQuery(COUNTS)
        .bind("lately", now.minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC))
        .bind("since", now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
        .map(
            (rs, context) ->
                Map.entry(
                    rs.getString("system"),
                    new Lately(
                        rs.getLong("delivered"),
                        rs.getLong("failed"),
                        Reading.instantIfAny(rs, "last_success"))))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  private SystemStatus status(
      Landscape now,
      SystemDefinition system,
      Optional<SystemStatus.Load> load,
      Optional<Rows.Hold> hold,
      Backlog backlog,
      Lately lately) {
    Optional<Instant> lastSuccess = recent.lastSuccess(system.name()).or(lately::lastSuccess);
    Health health = health(load, hold, backlog, lately, lastSuccess);
    return new SystemStatus(
        system.name(),
        system.title(),
        system.kind(),
        system.adapter(),
        health,
        hold.map(Rows.Hold::since),
        reason(health, hold, lately),
        backlog.count,
        load.map(SystemStatus.Load::inFlight).orElse(0),
        backlog.oldest,
        lately.delivered,
        lately.failed,
        recent.p95(system.name()).map(p95 -> p95.toNanos() / 1_000_000.0),
        load.map(SystemStatus.Load::concurrency).orElse(system.limits().concurrency()),
        lastSuccess,
        flowsOf(now, system.name()));
  }

  private Health health(
      Optional<SystemStatus.Load> load,
      Optional<Rows.Hold> hold,
      Backlog backlog,
      Lately lately,
      Optional<Instant> lastSuccess) {
    if (hold.isPresent()) {
      return hold.get().kind().equals("PERSON") ? Health.HELD : Health.OUT;
    }
    if (load.isPresent() && load.get().stopped()) {
      return Health.OUT;
    }
    boolean recovering = load.isPresent() && load.get().recovering();
    if (recovering || lately.failed > 0) {
      return Health.DEGRADED;
    }
    Instant longAgo = clock.instant().minus(IDLE_AFTER);
    boolean quiet = lastSuccess.filter(at -> at.isAfter(longAgo)).isEmpty();
    return quiet && backlog.count == 0 ? Health.IDLE : Health.OK;
  }

  private static Optional<String> reason(Health health, Optional<Rows.Hold> hold, Lately lately) {
    return switch (health) {
      case HELD, OUT ->
          hold.map(Rows.Hold::detail).or(() -> Optional.of("It gets nothing at present"));
      case DEGRADED ->
          Optional.of(
              lately.failed > 0
                  ? lately.failed + " attempts failed in the last minute"
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
