package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Looks into a running node's journal, with a connection for each look. */
final class Journal {

  /** Open, neither a person's nor behind a person's, of the same lane or an earlier step. */
  private static final String MOVING =
      """
      select count(*) from (
        select 1 from delivery d
        where state in ('BLOCKED','READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT')
          and not exists (select 1 from delivery h where h.lane = d.lane
            and h.state = 'NEEDS_PERSON' and h.message <= d.message)
          and not exists (select 1 from delivery e where e.message = d.message
            and e.step = d.after_step and e.state = 'NEEDS_PERSON')
        limit 1) open
      """;

  private static final String P95 =
      """
      select coalesce(percentile_cont(0.95) within group (order by extract(epoch from
        a.started_at + a.took_us * interval '1 microsecond' - uuid_extract_timestamp(m.id))::float8), 0)
      from message m join attempt a on a.message = m.id
      join delivery d on d.message = a.message and d.step = a.step
      where d.system = ? and m.order_key like ? and a.to_state in ('CONFIRMED','DELIVERED')
        and uuid_extract_timestamp(m.id) between ? and ?
      """;

  private final Path postgres;

  /**
   * @param data the node's data folder
   */
  Journal(Path data) {
    postgres = data.resolve("postgres");
  }

  Connection connect() throws IOException, SQLException {
    String port = Files.readString(postgres.resolve("port")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/millrace?sslmode=disable&connectTimeout=5",
        "millrace",
        Files.readString(postgres.resolve("password")).strip());
  }

  /** Whether nothing will move any more unless a person decides; not if it cannot be asked. */
  boolean rests() {
    try {
      return count(MOVING) == 0;
    } catch (IOException | SQLException e) {
      return false;
    }
  }

  /** The number that a query without parameters gives. */
  long count(String sql) throws IOException, SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  long deliveries(String system, String state) throws IOException, SQLException {
    return count(
        "select count(*) from delivery where system = '%s' and state = '%s'"
            .formatted(system, state));
  }

  /** Deliveries of a system that have not come to an end. */
  long backlog(String system) throws IOException, SQLException {
    return count(
        """
        select count(*) from delivery where system = '%s' and state in
          ('BLOCKED','READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON')
        """
            .formatted(system));
  }

  /**
   * Seconds from acceptance to the target's answer that 95 of 100 messages took at most, of those
   * accepted in a time.
   *
   * @param orders beginning of the order keys that count
   */
  double p95(String system, String orders, Instant from, Instant until)
      throws IOException, SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(P95)) {
      statement.setString(1, system);
      statement.setString(2, orders + "%");
      statement.setObject(3, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
      statement.setObject(4, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getDouble(1);
      }
    }
  }
}
