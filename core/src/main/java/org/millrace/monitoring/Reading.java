package org.millrace.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.message.MessageId;

/** How every page reads: one read-only transaction, with a limit on each statement's time. */
final class Reading {

  /** Longest time of one statement. */
  static final int STATEMENT_LIMIT_MS = 5_000;

  /** States that the partial indexes over open work leave out; the SQL repeats their condition. */
  static final String OPEN =
      "state not in"
          + " ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','REROUTED','SKIPPED')";

  private final Jdbi jdbi;

  Reading(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  <T> T read(Function<Handle, T> work) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("set transaction read only");
          handle.execute("set local statement_timeout = " + STATEMENT_LIMIT_MS);
          return work.apply(handle);
        });
  }

  static MessageId message(ResultSet rs, String column) throws SQLException {
    return new MessageId(rs.getObject(column, UUID.class));
  }

  static Optional<String> text(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getString(column));
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> instantIfAny(ResultSet rs, String column) throws SQLException {
    @Nullable OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  static Optional<Integer> intIfAny(ResultSet rs, String column) throws SQLException {
    int value = rs.getInt(column);
    return rs.wasNull() ? Optional.empty() : Optional.of(value);
  }

  static Optional<Long> longIfAny(ResultSet rs, String column) throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
