package org.millrace.bench.micro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.millrace.journal.Database;
import org.millrace.journal.Draft;
import org.millrace.journal.Partitions;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.PostgresSettlements;
import org.millrace.journal.Receipt;
import org.millrace.journal.Settlement;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Work;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageIds;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one message of a batch costs in the journal: real PostgreSQL, durable commits. A figure is
 * that of the whole way through the group commit, waiting for the disk included.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before it reads a field
public class Journal {
  /** System property: a folder for the databases of this run. */
  static final String WORK = "millrace.bench.work";

  private static final int BATCH = 100;
  private static final int KEYS = 256;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Sample sample = Sample.read();
  private final List<Work> open = Collections.synchronizedList(new ArrayList<>());
  private EmbeddedPostgres postgres;
  private Database database;
  private PostgresInbox inbox;
  private PostgresSettlements settlements;
  private long count;

  @Setup
  public void start() throws IOException {
    InstantSource clock = InstantSource.system();
    Path work = Files.createDirectories(Path.of(System.getProperty(WORK, "bench/target/work")));
    Path folder = Files.createTempDirectory(work, "micro");
    postgres =
        EmbeddedPostgres.start(
            PostgresSettings.of(folder, work.resolve("postgres-binaries").toAbsolutePath()));
    database =
        Database.open(
            new Database.Settings(postgres.jdbcUrl(), postgres.user(), postgres.password(), 10));
    new Partitions(database.jdbi()).ensure(clock.instant());
    WebhookSignal webhooks = new WebhookSignal();
    inbox =
        new PostgresInbox(
            database.source(),
            new MessageIds(clock, new Random(1), null),
            accepted -> accepted.forEach(each -> open.addAll(each.open())),
            webhooks);
    settlements = new PostgresSettlements(database.source(), database.jdbi(), webhooks);
  }

  @TearDown
  public void stop() {
    inbox.close();
    settlements.close();
    database.close();
    postgres.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Receipt> append() {
    open.clear();
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      receipts.add(inbox.append(draft(count++)));
    }
    return receipts.stream().map(CompletableFuture::join).toList();
  }

  /** A batch that waits to be settled. */
  @State(Scope.Thread)
  public static class Delivered {
    private List<Work> works = List.of();

    @Setup(Level.Invocation)
    public void accept(Journal journal) {
      journal.append();
      works = List.copyOf(journal.open);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Boolean> settle(Delivered delivered) {
    return delivered.works.stream()
        .map(work -> settlements.settle(confirmed(work)))
        .toList()
        .stream()
        .map(committed -> committed.join().effective())
        .toList();
  }

  private Draft draft(long number) {
    String key = "m-" + number;
    String order = "WO-" + number % KEYS;
    return new Draft(
        sample.flow().name(),
        sample.flow().operation(),
        sample.flow().object(),
        sample.flow().contract().label(),
        1,
        "mes",
        key,
        Optional.of(order),
        OptionalLong.empty(),
        key,
        Optional.empty(),
        Optional.empty(),
        sample.payload(),
        hash("business", key),
        Optional.of(hash("client", key)),
        hash("content", key),
        List.of(new Draft.Step(1, "sink", number % KEYS, 0)),
        List.of());
  }

  private static UUID hash(String kind, String key) {
    return UUID.nameUUIDFromBytes((kind + key).getBytes(StandardCharsets.UTF_8));
  }

  private Settlement confirmed(Work work) {
    return new Settlement(
        work,
        false,
        START,
        1_234,
        OptionalInt.of(200),
        "accepted",
        Optional.empty(),
        Optional.empty(),
        new String(sample.payload().bytes(), StandardCharsets.UTF_8),
        "200",
        DeliveryState.CONFIRMED,
        BusinessStatus.CONFIRMED,
        Optional.empty(),
        Optional.empty(),
        Optional.of("DOC-1"),
        true,
        false,
        Optional.empty());
  }
}
