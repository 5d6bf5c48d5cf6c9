package org.millrace.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a batch of rows as one array parameter a column, for statements over {@code unnest}: one
 * round trip and one plan however many rows.
 *
 * @param <T> a row
 */
final class Columns<T> {

  private final Connection connection;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int bound;

  Columns(Connection connection, PreparedStatement statement, List<T> rows) {
    this(connection, statement, rows, 0);
  }

  /** Goes on after parameters that are bound already. */
  Columns(Connection connection, PreparedStatement statement, List<T> rows, int alreadyBound) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
    this.bound = alreadyBound;
  }

  /** Binds the next parameter to the column's values, in the order of the rows. */
  Columns<T> column(String type, Function<T, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = array(type, rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(++bound, connection.createArrayOf(type, values));
    return this;
  }

  /** Texts; the zero character, which PostgreSQL cannot store, is replaced by its symbol. */
  Columns<T> text(Function<T, @Nullable String> value) throws SQLException {
    return column("text", row -> storable(value.apply(row)));
  }

  /** Bytes; the driver wants them in an array of their own type. */
  Columns<T> bytes(Function<T, byte[]> value) throws SQLException {
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(++bound, connection.createArrayOf("bytea", values));
    return this;
  }

  /** The driver sends arrays of these types as they are, all others as one text to be parsed. */
  private static @Nullable Object[] array(String type, int length) {
    return switch (type) {
      case "int2" -> new @Nullable Short[length];
      case "int4" -> new @Nullable Integer[length];
      case "int8" -> new @Nullable Long[length];
      case "bool" -> new @Nullable Boolean[length];
      case "text" -> new @Nullable String[length];
      default -> new @Nullable Object[length];
    };
  }

  int bound() {
    return bound;
  }

  static @Nullable String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '␀');
  }
}
