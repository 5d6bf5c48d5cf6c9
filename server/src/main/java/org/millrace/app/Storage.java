package org.millrace.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Database;
import org.millrace.journal.Partitions;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresFailure;
import org.millrace.postgres.PostgresSettings;

/** The node's database: embedded or external, opened and migrated; embedded, it is also watched. */
final class Storage implements AutoCloseable {

  /** Committers, commands and spare. */
  private static final int WRITING = 8;

  /** Pages never wait for deliveries: they have connections of their own. */
  private static final int READING = 6;

  private final @Nullable EmbeddedPostgres embedded;
  private final Database writing;
  private final Database reading;

  private Storage(@Nullable EmbeddedPostgres embedded, Database writing, Database reading) {
    this.embedded = embedded;
    this.writing = writing;
    this.reading = reading;
  }

  static Storage open(NodeSettings settings, Instant now) {
    EmbeddedPostgres embedded = settings.database().isPresent() ? null : start(settings.data());
    try {
      Database writing = Database.open(connection(settings, embedded, WRITING));
      Database reading = Database.open(connection(settings, embedded, READING));
      new Partitions(writing.jdbi()).ensure(now);
      return new Storage(embedded, writing, reading);
    } catch (RuntimeException e) {
      if (embedded != null) {
        embedded.close();
      }
      throw new StartFailure("The database cannot be used: " + rootMessage(e), e);
    }
  }

  Database writing() {
    return writing;
  }

  Database reading() {
    return reading;
  }

  /** The embedded server, if it is one. */
  Optional<EmbeddedPostgres> embedded() {
    return Optional.ofNullable(embedded);
  }

  private static EmbeddedPostgres start(Path data) {
    try {
      return EmbeddedPostgres.start(PostgresSettings.of(data.resolve("postgres"), binaries()));
    } catch (PostgresFailure e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** Unpacked binaries are shared by all nodes of a user. */
  static Path binaries() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path base = cache == null || cache.isBlank() ? home.resolve(".cache") : Path.of(cache);
    Path folder = base.resolve("millrace").resolve("postgres");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    return folder;
  }

  private static Database.Settings connection(
      NodeSettings settings, @Nullable EmbeddedPostgres embedded, int connections) {
    if (embedded != null) {
      return new Database.Settings(
          embedded.jdbcUrl(), embedded.user(), embedded.password(), connections);
    }
    NodeSettings.ExternalDatabase external = settings.database().orElseThrow();
    return new Database.Settings(external.url(), external.user(), external.password(), connections);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public void close() {
    writing.close();
    reading.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
