package org.millrace.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.millrace.postgres.PostgresFailure.Kind;

/** The superuser's sessions: they prove that the server is ours and leave a database to use. */
final class Sessions {
  private static final String CONNECT_SECONDS = "5";
  private static final String READ_SECONDS = "30";
  private static final String WRONG_PASSWORD = "28P01";
  private static final String DISK_FULL = "53100";
  // No TLS, for the binaries' OpenSSL is old; and no server may talk us out of SCRAM.
  private static final String OPTIONS =
      "?sslmode=disable&gssEncMode=disable&requireAuth=scram-sha-256";

  private Sessions() {}

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + OPTIONS;
  }

  /** Connects as the superuser and makes the node's user and database if they are not there yet. */
  static void prepare(int port, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", READ_SECONDS);
    try (Connection connection = DriverManager.getConnection(url(port, "postgres"), properties)) {
      if (isMissing(connection, "select from pg_roles where rolname = 'millrace'")) {
        execute(connection, createUser(connection, password));
      }
      if (isMissing(connection, "select from pg_database where datname = 'millrace'")) {
        execute(connection, "create database millrace owner millrace");
      }
    }
  }

  static PostgresFailure failure(SQLException e, DataFolder folder) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case WRONG_PASSWORD ->
          new PostgresFailure(
              Kind.BROKEN_FOLDER,
              ("The database in %s does not accept the password in %s: restore that file from"
                      + " the backup.")
                  .formatted(folder.root(), folder.password()),
              e);
      case DISK_FULL ->
          new PostgresFailure(Kind.DISK_FULL, PostgresFailure.diskFull(folder.root()), e);
      default ->
          new PostgresFailure(
              Kind.START_FAILED,
              "PostgreSQL started but does not work (%s): see its log in %s."
                  .formatted(e.getMessage(), folder.serverLogs()),
              e);
    };
  }

  private static boolean isMissing(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private static String createUser(Connection connection, String password) throws SQLException {
    String create =
        "select format('create role millrace login password %L in role pg_monitor', ?::text)";
    try (PreparedStatement statement = connection.prepareStatement(create)) {
      statement.setString(1, password);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
