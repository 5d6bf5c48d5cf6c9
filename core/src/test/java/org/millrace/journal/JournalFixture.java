package org.millrace.journal;

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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.millrace.failure.Failure;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageIds;
import org.millrace.message.Payload;
import org.millrace.message.StrictJson;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresSettings;
import tools.jackson.databind.json.JsonMapper;

/** A real journal: one PostgreSQL for all test classes, emptied before each test. */
@SuppressWarnings("NullAway.Init") // JUnit calls beforeAll before any test can see a field
final class JournalFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  static final JsonMapper JSON = StrictJson.mapper();

  final List<PostgresInbox.Accepted> announced = Collections.synchronizedList(new ArrayList<>());
  private final Random random = new Random(1);
  Database database;
  PostgresInbox inbox;
  PostgresDeliveryQueue queue;
  PostgresSettlements settlements;
  PostgresCommands commands;
  PostgresWaits waits;
  PostgresCaseBook cases;
  PostgresCaseReleases releases;
  PostgresWebhooks webhooks;
  final WebhookSignal due = new WebhookSignal();

  /** Started once and stopped when the test run ends. */
  private static final class Server implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Database database;

    Server() throws java.io.IOException {
      Path folder = Files.createTempDirectory("millrace-journal");
      postgres =
          EmbeddedPostgres.start(
              PostgresSettings.of(
                  folder.resolve("data"), Path.of("target", "postgres-binaries").toAbsolutePath()));
      database =
          Database.open(
              new Database.Settings(postgres.jdbcUrl(), postgres.user(), postgres.password(), 10));
      new Partitions(database.jdbi()).ensure(Instant.now());
    }

    @Override
    public void close() {
      database.close();
      postgres.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Server server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(
                Server.class,
                key -> {
                  try {
                    return new Server();
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                },
                Server.class);
    database = server.database;
    inbox =
        new PostgresInbox(
            database.source(),
            new MessageIds(InstantSource.system(), random, database.greatestMessage().orElse(null)),
            announced::addAll,
            due);
    queue = new PostgresDeliveryQueue(database.jdbi(), JSON);
    settlements = new PostgresSettlements(database.source(), database.jdbi(), due);
    webhooks = new PostgresWebhooks(database.source(), database.jdbi(), due);
    commands = new PostgresCommands(database.jdbi(), due);
    waits = new PostgresWaits(database.jdbi());
    cases = new PostgresCaseBook(database.jdbi());
    releases = new PostgresCaseReleases(database.jdbi());
  }

  /** Each committer has a connection of its own, and the next class opens further ones. */
  @Override
  public void afterAll(ExtensionContext context) {
    inbox.close();
    settlements.close();
    webhooks.close();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    announced.clear();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "truncate message, dedup, delivery, attempt, transition, failure_case, awaited,"
                        + " lane_sequence, business_event, case_event, case_release, correction,"
                        + " target_hold, callback, webhook, webhook_endpoint, batch,"
                        + " batch_record, replay_plan, replay_entry, moved_on"));
  }

  Draft draft(String key, String orderKey, String content) {
    return draft(key, orderKey, content, List.of(new Draft.Step(1, "erp", orderKey.hashCode(), 0)));
  }

  Draft draft(String key, String orderKey, String content, List<Draft.Step> steps) {
    return draft(key, orderKey, content, steps, Optional.empty());
  }

  Draft draft(
      String key,
      String orderKey,
      String content,
      List<Draft.Step> steps,
      Optional<Draft.Callback> callback) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Draft(
        "flow",
        "post-it",
        "thing",
        "thing@1.0.0",
        1,
        "mes",
        key,
        Optional.of(orderKey),
        OptionalLong.empty(),
        "correlation-" + key,
        Optional.empty(),
        callback,
        new Payload(bytes, JSON.readTree(bytes)),
        hash("business" + key),
        Optional.of(hash("client" + key)),
        hash(content),
        steps,
        List.of());
  }

  static UUID hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Accepts one message and returns its first delivery. */
  Work accept(String key, String orderKey) {
    Receipt receipt = inbox.append(draft(key, orderKey, "{\"key\":\"" + key + "\"}")).join();
    return queue.find(new org.millrace.message.DeliveryId(receipt.message(), 1)).orElseThrow();
  }

  Settlement settlement(Work work, DeliveryState next) {
    return settlement(work, next, true);
  }

  Settlement settlement(Work work, DeliveryState next, boolean freesOthers) {
    Optional<Failure> failure =
        next == DeliveryState.CONFIRMED
            ? Optional.empty()
            : Optional.of(new Failure.DataQuality("bad-unit", "no such unit", Optional.empty()));
    boolean dated = next == DeliveryState.RETRY_AT || next == DeliveryState.IN_DOUBT;
    return new Settlement(
        work,
        false,
        Instant.parse("2026-01-01T00:00:00Z"),
        1_234,
        OptionalInt.of(200),
        "accepted",
        failure,
        failure.map(f -> "open-case"),
        "POST /x\n\n{\"zero\":\"\0\"}",
        "200",
        next,
        next == DeliveryState.CONFIRMED ? BusinessStatus.CONFIRMED : BusinessStatus.PENDING,
        dated ? Optional.of(Instant.parse("2026-01-01T00:01:00Z")) : Optional.empty(),
        failure.map(Failure::code),
        Optional.of("DOC-1"),
        true,
        freesOthers,
        next == DeliveryState.NEEDS_PERSON
            ? failure.map(
                f -> new Settlement.NeedsPerson("bad-unit-at-erp", f, false, Optional.empty()))
            : Optional.empty());
  }

  long count(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }
}
