package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.millrace.landscape.Landscape;

/** The node at a glance. Thread-safe; what it read counts for two seconds, for everybody. */
public final class Summaries {

  /** Minutes shown, the present one included. */
  private static final int MINUTES = 60;

  private static final String OPEN_WORK =
      """
      with stuck as materialized (
        select lane, message, step from delivery
        where %1$s and state in ('RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON'))
      select
        count(*) filter (where state = 'NEEDS_PERSON') as attention,
        count(*) filter (where state in ('BLOCKED','HELD','IN_DOUBT') or waits) as waiting,
        count(*) filter (where state in ('IN_FLIGHT','RETRY_AT','READY') and not waits) as moving
      from (
        select d.state, d.state = 'READY' and (
          d.system in (select system from target_hold)
          or exists (select 1 from stuck s where s.lane = d.lane
            and (s.message, s.step) < (d.message, d.step))) as waits
        from delivery d where d.%1$s) open
      """
          .formatted(Reading.OPEN);

  private static final String MINUTE_COUNTS =
      """
      select minute,
        coalesce(sum(count) filter (where what = 'accepted'), 0) as accepted,
        coalesce(sum(count) filter (where what = 'confirmed'), 0) as confirmed,
        coalesce(sum(count) filter (where what = 'failed'), 0) as failed
      from minute_count where minute >= :since group by minute
      """;

  private static final String TODAY =
      """
      select coalesce(sum(count) filter (where what = 'accepted'), 0) as accepted,
        coalesce(sum(count) filter (where what = 'confirmed'), 0) as confirmed
      from minute_count where minute >= :since
      """;

  private final Reading reading;
  private final Supplier<Landscape> landscape;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Cached<Summary> cached;

  /**
   * @param zone decides when a day begins
   */
  public Summaries(Jdbi jdbi, Supplier<Landscape> landscape, InstantSource clock, ZoneId zone) {
    reading = new Reading(jdbi);
    this.landscape = landscape;
    this.clock = clock;
    this.zone = zone;
    cached = new Cached<>(Duration.ofSeconds(2), clock, this::read);
  }

  public Summary now() {
    return cached.get();
  }

  private Summary read() {
    Instant now = clock.instant();
    Landscape inForce = landscape.get();
    return reading.read(
        handle ->
            new Summary(
                inForce.environment(),
                landscape(handle, inForce.name()),
                counts(handle, now),
                perMinute(handle, now),
                new Summary.OpenCases(openCases(handle, now)),
                new Summary.Kept(kept(handle))));
  }

  private static Summary.LandscapeInForce landscape(Handle handle, String name) {
    return handle
        .createQuery(
            "select number, applied_at from landscape_version order by number desc limit 1")
        .map(
            (rs, context) ->
                new Summary.LandscapeInForce(
                    name, rs.getInt("number"), Reading.instant(rs, "applied_at")))
        .findOne()
        .orElse(new Summary.LandscapeInForce(name, 0, Instant.EPOCH));
  }

  private Summary.Counts counts(Handle handle, Instant now) {
    Instant dayBegan = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
    long[] today =
        handle
            .createQuery(TODAY)
            .bind("since", dayBegan.atOffset(ZoneOffset.UTC))
            .map((rs, context) -> new long[] {rs.getLong("accepted"), rs.getLong("confirmed")})
            .one();
    return handle
        .createQuery(OPEN_WORK)
        .map(
            (rs, context) ->
                new Summary.Counts(
                    rs.getLong("moving"),
                    rs.getLong("waiting"),
                    rs.getLong("attention"),
                    today[1],
                    today[0]))
        .one();
  }

  private static List<Summary.Minute> perMinute(Handle handle, Instant now) {
    Instant last = now.truncatedTo(ChronoUnit.MINUTES);
    Instant first = last.minus(Duration.ofMinutes(MINUTES - 1));
    Map<Instant, Summary.Minute> counted = new HashMap<>();
    handle
        .createQuery(MINUTE_COUNTS)
        .bind("since", first.atOffset(ZoneOffset.UTC))
        .map(
            (rs, context) ->
                new Summary.Minute(
                    Reading.instant(rs, "minute"),
                    rs.getLong("accepted"),
                    rs.getLong("confirmed"),
                    rs.getLong("failed")))
        .forEach(minute -> counted.put(minute.minute(), minute));
    return IntStream.range(0, MINUTES)
        .mapToObj(i -> first.plus(Duration.ofMinutes(i)))
        .map(at -> counted.getOrDefault(at, new Summary.Minute(at, 0, 0, 0)))
        .toList();
  }

  /** How many there may be is limited for each channel. */
  private static long kept(Handle handle) {
    return handle
        .createQuery("select count(*) from quarantine where state = 'WAITING'")
        .mapTo(Long.class)
        .one();
  }

  /** What was put aside waits for nobody now. */
  private static long openCases(Handle handle, Instant now) {
    return handle
        .createQuery(
            "select count(*) from failure_case c where c.closed_at is null and not "
                + Cases.SNOOZED)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .one();
  }
}
