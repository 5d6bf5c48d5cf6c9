package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;
import org.millrace.monitoring.EndpointStatus.Health;

/**
 * How the endpoints of webhooks stand: those that are declared, and those that were called before.
 * Thread-safe; what it read counts for a second, for everybody.
 */
public final class Endpoints {

  /** Counting webhooks of an endpoint stops here. */
  static final int MOST_COUNTED = 100_000;

  private static final String ALL =
      """
      select k.system, k.endpoint, e.failing_since, e.disabled_at, e.last_delivered_at,
        e.last_failed_at, e.last_failure, due.count as due, oldest.at as oldest_due,
        untaken.count as untaken
      from (
        select * from unnest(:systems, :endpoints) as declared(system, endpoint)
        union
        select system, endpoint from webhook_endpoint
      ) k
      left join webhook_endpoint e on e.system = k.system and e.endpoint = k.endpoint
      cross join lateral (select count(*) as count from (
        select 1 from webhook w where w.system = k.system and w.endpoint = k.endpoint
          and w.due_at is not null limit :most) counted) due
      left join lateral (select min(w.occurred_at) as at from (
        select occurred_at from webhook w where w.system = k.system and w.endpoint = k.endpoint
          and w.due_at is not null limit :most) w) oldest on true
      cross join lateral (select count(*) as count from (
        select 1 from webhook w where w.system = k.system and w.endpoint = k.endpoint
          and w.state in ('GIVEN_UP','KEPT_BACK') limit :most) counted) untaken
      order by k.system, k.endpoint
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final Cached<List<EndpointStatus>> cached;

  public Endpoints(Jdbi jdbi, Supplier<Landscape> landscape, InstantSource clock) {
    reading = new Reading(jdbi);
    this.landscape = landscape;
    cached = new Cached<>(Duration.ofSeconds(1), clock, this::read);
  }

  /** All endpoints, by system. */
  public List<EndpointStatus> all() {
    return cached.get();
  }

  private record Key(String system, String endpoint) {}

  private static Set<Key> declared(Landscape landscape) {
    return landscape.systems().values().stream()
        .flatMap(
            system ->
                system.callbacks().stream()
                    .flatMap(callbacks -> callbacks.destinations().stream())
                    .map(destination -> new Key(system.name(), destination.text())))
        .collect(Collectors.toSet());
  }

  private List<EndpointStatus> read() {
    Set<Key> declared = declared(landscape.get());
    List<Key> keys = List.copyOf(declared);
    return reading.read(
        handle ->
            handle
                .createQuery(ALL)
                .bindArray("systems", String.class, keys.stream().map(Key::system).toList())
                .bindArray("endpoints", String.class, keys.stream().map(Key::endpoint).toList())
                .bind("most", MOST_COUNTED)
                .map((rs, context) -> status(rs, declared))
                .list());
  }

  private static EndpointStatus status(ResultSet rs, Set<Key> declared) throws SQLException {
    Key key = new Key(rs.getString("system"), rs.getString("endpoint"));
    Optional<Instant> failing = Reading.instantIfAny(rs, "failing_since");
    Optional<Instant> disabled = Reading.instantIfAny(rs, "disabled_at");
    Optional<Instant> delivered = Reading.instantIfAny(rs, "last_delivered_at");
    Optional<Instant> failed = Reading.instantIfAny(rs, "last_failed_at");
    return new EndpointStatus(
        key.system(),
        key.endpoint(),
        declared.contains(key),
        health(disabled.isPresent(), failing.isPresent(), delivered.or(() -> failed).isPresent()),
        disabled.or(() -> failing),
        rs.getLong("due"),
        Reading.instantIfAny(rs, "oldest_due"),
        rs.getLong("untaken"),
        delivered,
        failed,
        Reading.text(rs, "last_failure"));
  }

  private static Health health(boolean disabled, boolean failing, boolean called) {
    if (disabled) {
      return Health.DISABLED;
    }
    if (failing) {
      return Health.FAILING;
    }
    return called ? Health.OK : Health.IDLE;
  }
}
