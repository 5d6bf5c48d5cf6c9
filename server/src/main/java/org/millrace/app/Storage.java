package org.millrace.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.journal.Database;
import org.millrace.journal.Partitions;
import org.millrace.journal.PostgresBatches;
import org.millrace.journal.PostgresQuarantine;
import org.millrace.message.StrictJson;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresFailure;
import org.millrace.postgres.PostgresSettings;

/** The node's database: embedded or external, opened and migrated; embedded, it is also watched. */
final class Storage implements AutoCloseable {

  /** Committers, commands and spare. */
  private static final int WRITING = 8;

  /** Pages never wait for deliveries: they have connections of their own. */
  private static final int READING = 6;

  private static final Duration WRITERS_PATIENCE = Duration.ofSeconds(2);

  /** Less than a sender's: keys are read before a message is, and the answer is due in two. */
  private static final Duration READERS_PATIENCE = Duration.ofSeconds(1);

  /** How long a batch is kept as it came, in days; what became of its records is kept longer. */
  private static final int BATCH_BODY_DAYS = 30;

  /** A sender that repeats a batch or a document later than this is not recognised any more. */
  private static final int ENDED_DAYS = 400;

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** Well within the time that a whole stop may take; PostgreSQL goes on ending after it. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Opened opened;
  private final Database writing;
  private final Database reading;
  private final @Nullable PostgresSupervisor supervisor;

  private Storage(NodeSettings settings, InstantSource clock, Opened opened) {
    this.opened = opened;
    EmbeddedPostgres embedded =
        settings.database().isPresent() ? null : opened.add(start(settings.data()));
    supervisor = embedded == null ? null : opened.add(PostgresSupervisor.over(embedded, clock));
    writing = opened.add(database(settings, embedded, WRITING, WRITERS_PATIENCE));
    reading = opened.add(database(settings, embedded, READING, READERS_PATIENCE));
    new Partitions(writing.jdbi()).ensure(clock.instant());
  }

  /**
   * Starts or adopts PostgreSQL where it is embedded, and opens the database.
   *
   * @throws StartFailure with the reason; nothing stays open then
   */
  static Storage open(NodeSettings settings, InstantSource clock) {
    Opened opened = new Opened();
    try {
      return new Storage(settings, clock, opened);
    } catch (StartFailure e) {
      opened.close();
      throw e;
    } catch (RuntimeException e) {
      opened.close();
      throw new StartFailure("The database cannot be used: " + rootMessage(e), e);
    }
  }

  Database writing() {
    return writing;
  }

  Database reading() {
    return reading;
  }

  /** Makes room for the days to come, and forgets what need not be kept. */
  void keepUp(Instant now) {
    new Partitions(writing.jdbi()).ensure(now);
    PostgresBatches batches = new PostgresBatches(writing.jdbi());
    batches.forgetBodies(BATCH_BODY_DAYS);
    int forgotten;
    do {
      forgotten = batches.forget(ENDED_DAYS);
    } while (forgotten > 0);
    new PostgresQuarantine(writing.jdbi(), StrictJson.mapper()).forget(ENDED_DAYS);
  }

  /** Whether the embedded server is away; nothing while it runs, or if the database is external. */
  Optional<PostgresSupervisor.Outage> outage() {
    return Optional.ofNullable(supervisor).flatMap(PostgresSupervisor::outage);
  }

  private static EmbeddedPostgres start(Path data) {
    try {
      return EmbeddedPostgres.start(
          PostgresSettings.of(data.resolve("postgres"), binaries())
              .withLimits(START_LIMIT, STOP_LIMIT));
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

  private static Database database(
      NodeSettings settings,
      @Nullable EmbeddedPostgres embedded,
      int connections,
      Duration patience) {
    if (embedded != null) {
      return Database.open(
          new Database.Settings(
              embedded.jdbcUrl(), embedded.user(), embedded.password(), connections, patience));
    }
    NodeSettings.ExternalDatabase external = settings.database().orElseThrow();
    return Database.open(
        new Database.Settings(
            external.url(), external.user(), external.password(), connections, patience));
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
    opened.close();
  }
}
