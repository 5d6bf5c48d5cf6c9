package org.millrace.notification;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.failure.FailureClass;
import org.millrace.failure.RetryPolicy;
import org.millrace.journal.PostgresWebhooks;
import org.millrace.journal.WebhookSignal;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Secret;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.MessageId;
import org.millrace.telemetry.Meters;

/**
 * A notifier over a real journal and a real receiver with the endpoints {@code /a} and {@code /b}.
 */
final class Notification implements AutoCloseable {

  static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  static final int TRIES = 4;
  static final int PER_ENDPOINT = 3;

  final Receiver receiver = new Receiver();
  final List<String> outcomes = new CopyOnWriteArrayList<>();
  final PostgresWebhooks webhooks;
  volatile Map<String, Secret> secrets = Map.of("secret", new Secret(SECRET));
  volatile Function<MessageId, Optional<byte[]>> jobs = this::job;
  Duration answering = Duration.ofSeconds(20);
  private final Jdbi jdbi;
  private final WebhookSignal signal = new WebhookSignal();
  private final Landscape landscape;
  private final AtomicInteger versions = new AtomicInteger();
  private int messages;
  private @Nullable Notifier notifier;

  Notification(Jdbi jdbi, DataSource source) {
    this.jdbi = jdbi;
    webhooks = new PostgresWebhooks(source, jdbi, signal);
    landscape = landscape(receiver.url());
  }

  private static Landscape landscape(String url) {
    LandscapeSource source =
        LandscapeSource.ofTexts(
            Map.of(
                "landscape.yaml",
                "landscape: told",
                "environments/dev.yaml",
                "credentials: {mes-webhooks: {secret: {file: mes-webhooks}}}",
                "systems/mes.yaml",
                """
                system: mes
                kind: MES
                adapter: none
                callbacks: {credential: mes-webhooks, destinations: ["%1$s/a", "%1$s/b"]}
                """
                    .formatted(url)));
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH), Map.of());
    return switch (loader.load(source, "dev")) {
      case LoadResult.Loaded loaded -> loaded.landscape();
      case LoadResult.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  /** The job changes all the time, as that of a message that goes on. */
  private Optional<byte[]> job(MessageId message) {
    String json = "{\"id\":\"%s\",\"version\":%d}".formatted(message, versions.incrementAndGet());
    return Optional.of(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a webhook due that goes to a path; returns its message's id. */
  String due(String path) {
    UUID id = new UUID(0x7000L, 0x8000_0000_0000_0000L | ++messages);
    String endpoint = receiver.url() + path.substring(0, 2);
    jdbi.useTransaction(
        h -> {
          h.execute(
              "insert into callback values (?, 'mes', ?, ?)", id, endpoint, receiver.url() + path);
          h.execute(
              """
              insert into webhook (message, event, system, endpoint, state, occurred_at, since,
                due_at, changed_at)
              values (?, 'COMPLETED', 'mes', ?, 'DUE', '2026-11-21T08:00:00Z', now(), now(), now())
              """,
              id,
              endpoint);
        });
    signal.ring();
    return id.toString();
  }

  void start() {
    WebhookLimits limits =
        new WebhookLimits(
            PER_ENDPOINT * 2,
            PER_ENDPOINT,
            Duration.ofSeconds(5),
            answering,
            new RetryPolicy(TRIES, Duration.ofMillis(100), 1.0, Duration.ofMillis(100)),
            Duration.ofHours(1),
            10,
            new RetryPolicy(1, Duration.ofMillis(10), 1.0, Duration.ofMillis(10)),
            Duration.ofMillis(50),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofSeconds(2));
    Notifier started =
        new Notifier(
            new Notifier.Parts(
                new OneLandscape(),
                webhooks,
                signal,
                name -> name.equals("mes-webhooks") ? Optional.of(secrets) : Optional.empty(),
                message -> jobs.apply(message),
                new CountingMeters(),
                InstantSource.system(),
                System::nanoTime,
                new Random(1)),
            limits);
    started.start();
    notifier = started;
  }

  void stop() {
    Notifier running = notifier;
    if (running != null) {
      running.close();
    }
  }

  String text(String message, String column) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select coalesce(" + column + "::text, '') from webhook where message = :id")
                .bind("id", UUID.fromString(message))
                .mapTo(String.class)
                .one());
  }

  long count(String which) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from webhook where " + which).mapTo(Long.class).one());
  }

  void awaitState(String message, String state) {
    await().until(() -> text(message, "state").equals(state));
  }

  @Override
  public void close() {
    stop();
    webhooks.close();
    receiver.close();
  }

  private final class OneLandscape implements LandscapeCatalog {
    @Override
    public AppliedLandscape current() {
      return new AppliedLandscape(1, landscape);
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return Optional.of(current());
    }
  }

  private final class CountingMeters implements Meters {
    @Override
    public void intakeBegins() {}

    @Override
    public void intake(String operation, String answer, Duration took) {}

    @Override
    public void sendBegins(String system) {}

    @Override
    public void sendEnds(String system, Duration took, Sent sent) {}

    @Override
    public void failed(String system, FailureClass kind) {}

    @Override
    public void delivered(String flow, String system, Duration sinceAccepted) {}

    @Override
    public void webhook(String system, Webhook outcome, Duration took) {
      outcomes.add(system + " " + outcome);
    }
  }
}
