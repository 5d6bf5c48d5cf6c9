package org.millrace.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The connection to the journal's PostgreSQL: pool, migrations. */
public final class Database implements AutoCloseable {

  /**
   * Where the database is.
   *
   * @param url JDBC URL without user and password
   * @param connections most connections of the pool
   * @param patience how long to wait for a connection; also how soon it is known that the database
   *     is away
   */
  public record Settings(
      String url, String user, String password, int connections, Duration patience) {

    /** For whoever has no reason to be more or less patient than most. */
    public Settings(String url, String user, String password, int connections) {
      this(url, user, password, connections, PATIENCE);
    }

    @Override
    public String toString() {
      return "Settings[url=" + url + ", user=" + user + ", password=••••]";
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * A start may wait longer than anything later: a busy machine is slow at its first connection.
   */
  private static final Duration FIRST_CONNECTION = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /** Connects and brings the schema up to date. */
  public static Database open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("journal");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setInitializationFailTimeout(FIRST_CONNECTION.toMillis());
    config.addDataSourceProperty("binaryTransfer", "true");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("ApplicationName", "millrace");
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:org/millrace/journal/migrations")
          .loggers("slf4j")
          .load()
          .migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** Work on a handle's own connection; what goes wrong there is the database's. */
  interface OnConnection {
    void run(Connection connection) throws SQLException;
  }

  static void with(Handle handle, OnConnection work) {
    try {
      work.run(handle.getConnection());
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  public DataSource source() {
    return pool;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** The greatest message id in the journal, so that new ids go on after it. */
  public Optional<UUID> greatestMessage() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from message order by id desc limit 1")
                .mapTo(UUID.class)
                .findOne());
  }

  /** Whether a statement can be written at present. */
  public boolean writable() {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                  .createQuery("select not pg_is_in_recovery()")
                  .setQueryTimeout((int) PATIENCE.toSeconds())
                  .mapTo(Boolean.class)
                  .one());
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
