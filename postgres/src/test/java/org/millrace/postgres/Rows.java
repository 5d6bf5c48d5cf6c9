package org.millrace.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The node's use of its database, as far as these tests need one. */
final class Rows {
  private Rows() {}

  static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  static void add(EmbeddedPostgres postgres, String text) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement create = connection.createStatement()) {
      create.execute("create table if not exists kept (text text not null)");
      try (PreparedStatement insert = connection.prepareStatement("insert into kept values (?)")) {
        insert.setString(1, text);
        insert.executeUpdate();
      }
    }
  }

  static List<String> all(EmbeddedPostgres postgres) throws SQLException {
    return query(postgres, "select text from kept order by ctid");
  }

  static List<String> query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
