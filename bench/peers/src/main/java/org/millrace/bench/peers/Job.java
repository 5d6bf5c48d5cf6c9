package org.millrace.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the benchmark tells a peer: arguments are port, target and data folder; the database comes
 * in the environment, where a process list does not show its password.
 */
record Job(int port, URI target, Path folder, String jdbcUrl, String user, String password) {
  /** Printed when messages are taken. */
  private static final String READY = "READY";

  /** Where messages are posted. */
  static final String PATH = "/messages";

  static Job of(String[] args) {
    return new Job(
        Integer.parseInt(args[0]),
        URI.create(args[1]),
        Path.of(args[2]),
        environment("PEER_JDBC_URL"),
        environment("PEER_USER"),
        environment("PEER_PASSWORD"));
  }

  private static String environment(String name) {
    return Objects.requireNonNull(System.getenv(name), name + " is not set: start me by bench/run");
  }

  /** A pool that is open before the first message, so that no engine pays for it while measured. */
  HikariDataSource pool(int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    return new HikariDataSource(config);
  }

  static void ready() {
    System.out.println(READY);
  }
}
