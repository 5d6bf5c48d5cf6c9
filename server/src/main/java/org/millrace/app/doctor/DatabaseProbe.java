package org.millrace.app.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.millrace.journal.LandscapeVersions;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceArchive;

/** The node's database: version, size, clock; and the landscape that is in force in it. */
public final class DatabaseProbe implements Probe {

  private static final String CHECK = "database";
  private static final String CONNECT_SECONDS = "2";
  private static final String READ_SECONDS = "3";

  /** The oldest PostgreSQL that the schema works on. */
  private static final int LEAST_VERSION = 15;

  private static final Duration TOLERATED = Duration.ofSeconds(2);
  private static final Duration ABSURD = Duration.ofMinutes(1);

  private final Place place;
  private final InstantSource clock;
  private volatile Optional<InForce> landscape = Optional.empty();

  /** Where it is. */
  public record Place(String url, String user, String password) {
    @Override
    public String toString() {
      return "Place[url=" + url + ", user=" + user + ", password=••••]";
    }
  }

  /** The landscape in force. */
  public record InForce(int version, String environment, LandscapeSource source) {}

  public DatabaseProbe(Place place, InstantSource clock) {
    this.place = place;
    this.clock = clock;
  }

  @Override
  public String check() {
    return CHECK;
  }

  /** What was in force when it looked; empty if nothing was, or it could not look. */
  public Optional<InForce> landscape() {
    return landscape;
  }

  @Override
  public List<Finding> look() {
    Properties properties = new Properties();
    properties.setProperty("user", place.user());
    properties.setProperty("password", place.password());
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", READ_SECONDS);
    properties.setProperty("ApplicationName", "millrace doctor");
    try (Connection connection = DriverManager.getConnection(place.url(), properties)) {
      List<Finding> findings = new ArrayList<>();
      findings.add(server(connection));
      findings.add(clock(connection));
      landscape = inForce(connection);
      return findings;
    } catch (SQLException e) {
      return List.of(
          Finding.fail(
              CHECK,
              "cannot be used: " + e.getMessage(),
              "check that it runs, its address, user and password"));
    }
  }

  private static Finding server(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select pg_database_size(current_database()),
                  (select count(*) from pg_stat_activity where datname = current_database()),
                  current_setting('max_connections')::int
                """)) {
      row.next();
      int version = connection.getMetaData().getDatabaseMajorVersion();
      String found =
          "PostgreSQL %s, %d MiB, %d of %d connections in use"
              .formatted(
                  connection.getMetaData().getDatabaseProductVersion(),
                  row.getLong(1) >> 20,
                  row.getInt(2),
                  row.getInt(3));
      return version >= LEAST_VERSION
          ? Finding.ok(CHECK, found)
          : Finding.fail(CHECK, found, "use PostgreSQL " + LEAST_VERSION + " or later");
    }
  }

  private Finding clock(Connection connection) throws SQLException {
    Instant before = clock.instant();
    Instant its;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      its = row.getObject(1, OffsetDateTime.class).toInstant();
    }
    Duration half = Duration.between(before, clock.instant()).dividedBy(2);
    return drift("clock", "the database's", Duration.between(before.plus(half), its));
  }

  /** How far another clock is from ours. */
  static Finding drift(String check, String whose, Duration drift) {
    Duration apart = drift.abs();
    String found =
        apart.compareTo(TOLERATED) <= 0
            ? "agrees with " + whose
            : "%s is %d s %s"
                .formatted(whose, apart.toSeconds(), drift.isNegative() ? "behind" : "ahead");
    String remedy = "set the clocks by NTP on both machines";
    if (apart.compareTo(ABSURD) > 0) {
      return Finding.fail(check, found, remedy);
    }
    return apart.compareTo(TOLERATED) > 0
        ? Finding.warn(check, found, remedy)
        : Finding.ok(check, found);
  }

  private static Optional<InForce> inForce(Connection connection) {
    LandscapeVersions versions = new LandscapeVersions(Jdbi.create(connection));
    try {
      return versions
          .latest()
          .flatMap(
              latest ->
                  versions
                      .files(latest.number())
                      .map(
                          files ->
                              new InForce(
                                  latest.number(),
                                  files.environment(),
                                  SourceArchive.read(files.zip(), new Problems()))));
    } catch (JdbiException e) {
      // No node has ever made its tables here: then nothing is in force.
      return Optional.empty();
    }
  }
}
