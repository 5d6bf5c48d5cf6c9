package org.millrace.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresSettings;

/**
 * Gives tests that ask for a {@link Jdbi} a database with the journal's schema: one real PostgreSQL
 * for all of them, stopped at the end. Each test class finds the tables empty. A {@link DataSource}
 * leads to the same database.
 */
public final class TestDatabase implements ParameterResolver {

  private static final int FIRST_PORT = 25_600;
  private static final int LAST_PORT = 25_699;

  private static final String EMPTY =
      """
      truncate landscape_version, message, dedup, delivery, attempt, transition, failure_case,
        case_event, case_release, correction,
        target_hold, api_key, minute_count, callback, webhook,
        batch, batch_record, quarantine,
        webhook_endpoint, replay_plan, replay_entry, moved_on, awaited restart identity
      """;

  /** Running until the last test has ended. */
  private record Running(EmbeddedPostgres server, HikariDataSource pool) implements AutoCloseable {
    @Override
    public void close() {
      pool.close();
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Jdbi.class || type == DataSource.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
            .computeIfAbsent(Running.class, key -> start(), Running.class);
    if (parameter.getParameter().getType() == DataSource.class) {
      return running.pool();
    }
    Jdbi jdbi = Jdbi.create(running.pool());
    jdbi.useHandle(handle -> handle.execute(EMPTY));
    return jdbi;
  }

  private static Running start() {
    Path folder = Path.of("target", "test-database", Long.toString(ProcessHandle.current().pid()));
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            PostgresSettings.of(folder, Path.of("target", "postgres-binaries"))
                .withPort(freePort()));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.jdbcUrl());
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(6);
    HikariDataSource pool = new HikariDataSource(config);
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:org/millrace/journal/migrations")
        .load()
        .migrate();
    Jdbi.create(pool)
        .useHandle(
            handle -> {
              for (String table : new String[] {"message", "delivery", "attempt", "transition"}) {
                handle.execute(
                    "create table " + table + "_rest partition of " + table + " default");
              }
            });
    return new Running(server, pool);
  }

  private static int freePort() {
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("no free port for the tests");
  }
}
