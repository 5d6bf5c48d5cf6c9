package org.millrace.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where and how the embedded PostgreSQL runs.
 *
 * @param dataFolder holds the database and its password; one node at a time may use it
 * @param binariesCache holds the unpacked binaries, one folder per version; may be shared by nodes
 * @param port on 127.0.0.1; 0 picks a free one and remembers it in the data folder
 * @param serverSettings PostgreSQL's own settings, by name; they override {@link
 *     ServerSettings#defaults}, except those that keep data durable and private
 * @param startLimit how long a start may take, recovery after a crash included; a server that still
 *     recovers then is left running, and the next start waits for it again
 * @param stopLimit how long a shutdown may take
 */
public record PostgresSettings(
    Path dataFolder,
    Path binariesCache,
    int port,
    Map<String, String> serverSettings,
    Duration startLimit,
    Duration stopLimit) {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  public PostgresSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (!startLimit.isPositive() || !stopLimit.isPositive()) {
      throw new IllegalArgumentException("startLimit and stopLimit must be positive");
    }
    dataFolder = dataFolder.toAbsolutePath().normalize();
    binariesCache = binariesCache.toAbsolutePath().normalize();
    serverSettings = Map.copyOf(serverSettings);
    ServerSettings.check(serverSettings);
  }

  /** A port of its own choice, default settings and limits. */
  public static PostgresSettings of(Path dataFolder, Path binariesCache) {
    return new PostgresSettings(dataFolder, binariesCache, 0, Map.of(), START_LIMIT, STOP_LIMIT);
  }

  public PostgresSettings withPort(int other) {
    return new PostgresSettings(
        dataFolder, binariesCache, other, serverSettings, startLimit, stopLimit);
  }

  public PostgresSettings withServerSettings(Map<String, String> others) {
    return new PostgresSettings(dataFolder, binariesCache, port, others, startLimit, stopLimit);
  }

  public PostgresSettings withLimits(Duration start, Duration stop) {
    return new PostgresSettings(dataFolder, binariesCache, port, serverSettings, start, stop);
  }
}
