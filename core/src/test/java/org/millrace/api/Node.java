package org.millrace.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.millrace.access.AccessControl;
import org.millrace.access.Permissions;
import org.millrace.access.Quota;
import org.millrace.access.Sessions;
import org.millrace.database.SettableClock;
import org.millrace.intake.BatchDesk;
import org.millrace.intake.BatchTerms;
import org.millrace.intake.BatchWorker;
import org.millrace.intake.ChannelIntake;
import org.millrace.intake.Intake;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeRequest;
import org.millrace.intake.QuarantineDesk;
import org.millrace.journal.PostgresBatches;
import org.millrace.journal.PostgresQuarantine;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.Position;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Secret;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.StrictJson;
import org.millrace.monitoring.Journal;
import org.millrace.monitoring.Monitoring;
import org.millrace.monitoring.Plant;
import org.millrace.recovery.Workbench;
import org.millrace.replay.JournalReplays;
import org.millrace.telemetry.Traces;

/** A real server over a real database; the stages behind it are written by hand. */
final class Node implements AutoCloseable {

  static final HttpLimits LIMITS =
      new HttpLimits(
          100_000,
          200_000,
          1_000,
          8 << 10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          200,
          200,
          4 << 20,
          Duration.ofSeconds(5));

  final SettableClock clock = new SettableClock(Journal.MORNING.plusSeconds(60));
  final AtomicLong nanos = new AtomicLong();
  final Journal journal;
  final AccessControl access;
  final Monitoring monitoring;
  final List<IntakeRequest> taken = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  volatile Function<IntakeRequest, IntakeAnswer> intake;
  final RecordingCorrections corrections = new RecordingCorrections();
  volatile Workbench.Answer command = new Workbench.Answer.Done(1);
  volatile List<Readiness.Check> checks = List.of(new Readiness.Check("journal", true, "ok"));
  final Map<String, Map<String, Secret>> secrets = new ConcurrentHashMap<>();
  volatile Optional<String> paused = Optional.empty();
  private final Jdbi jdbi;
  private final BatchWorker worker;
  private final JournalReplays replays;
  private final Api api;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();

  Node(Jdbi jdbi, Path console) {
    this(jdbi, console, false);
  }

  Node(Jdbi jdbi, Path console, boolean tls) {
    this(jdbi, console, tls, Traces.OFF);
  }

  Node(Jdbi jdbi, Path console, boolean tls, Traces traces) {
    this.jdbi = jdbi;
    Landscape plant = Plant.landscape();
    journal = new Journal(jdbi);
    access =
        AccessControl.over(
            jdbi,
            new SecureRandom(),
            clock,
            nanos::get,
            new Quota.Policy(1_000, Duration.ofSeconds(1_000)),
            Sessions.Limits.STANDARD);
    monitoring =
        Monitoring.over(jdbi, () -> plant, List::of, DeliveryId::toString, clock, ZoneOffset.UTC);
    intake = this::accept;
    TypedIntake typed = new TypedIntake();
    LandscapeCatalog catalog = new OneVersion(plant);
    PostgresQuarantine quarantine = new PostgresQuarantine(jdbi, StrictJson.mapper());
    ChannelIntake channels =
        new ChannelIntake(
            catalog, typed, request -> Optional.empty(), quarantine, StrictJson.mapper());
    PostgresBatches batches = new PostgresBatches(jdbi);
    worker = new BatchWorker(batches, typed).start();
    replays = TargetlessReplays.over(jdbi, catalog);
    api =
        new Api(
            typed,
            new BatchDesk(catalog, batches, worker, () -> paused),
            channels,
            new QuarantineDesk(catalog, channels, quarantine),
            name -> Optional.ofNullable(secrets.get(name)),
            new RecordingWorkbench(),
            new RecordingCases(commands),
            corrections,
            replays,
            new OneLandscape(),
            () -> checks,
            access,
            monitoring,
            traces,
            () -> "minted-" + ids.incrementAndGet(),
            clock);
    server =
        new HttpServer(
                new HttpSettings("127.0.0.1", 0, tls, List.of(), Optional.of(console), LIMITS), api)
            .start();
  }

  IntakeAnswer accept(IntakeRequest request) {
    var id = journal.message("PO-1/" + taken.size(), "PO-1");
    journal.delivery(id, 1, "erp", 7, "READY");
    return new IntakeAnswer.Accepted(id, request.headers().correlationId().orElse(""));
  }

  static IntakeAnswer refused(IntakeAnswer.Refusal refusal) {
    return new IntakeAnswer.Refused(refusal, "because of a test", List.of(), "c-1");
  }

  private final class TypedIntake implements Intake {
    @Override
    public IntakeAnswer accept(IntakeRequest request) {
      taken.add(request);
      return intake.apply(request);
    }

    @Override
    public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms) {
      commands.add("batch " + records.size() + " needs " + terms.required());
      List<IntakeAnswer> answers = new ArrayList<>();
      for (IntakeRequest record : records) {
        IntakeAnswer answer = accept(record);
        answers.add(answer);
        if (answer instanceof IntakeAnswer.Accepted accepted && terms.place().isPresent()) {
          mark(terms.place().get(), answers.size() - 1, accepted);
        }
      }
      return answers;
    }

    /** As the journal does in the transaction that takes the message. */
    private void mark(BatchTerms.Place place, int at, IntakeAnswer.Accepted accepted) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "insert into batch_record (batch, index, outcome, message) values (?, ?, 'TAKEN',"
                      + " ?)",
                  place.batch(),
                  place.indexes().get(at),
                  accepted.message().value()));
    }
  }

  private final class RecordingWorkbench implements Workbench {
    private Answer done(String what, Actor actor, String reason) {
      commands.add(what + " by " + actor.label() + ": " + reason);
      return command;
    }

    @Override
    public Answer release(DeliveryId delivery, Actor actor, String reason) {
      return done("release " + delivery.step(), actor, reason);
    }

    @Override
    public Answer settleByHand(DeliveryId delivery, String document, Actor actor, String reason) {
      return done("settle " + delivery.step() + " as " + document, actor, reason);
    }

    @Override
    public Answer cancel(DeliveryId delivery, Actor actor, String reason) {
      return done("cancel " + delivery.step(), actor, reason);
    }

    @Override
    public Answer reroute(DeliveryId delivery, Actor actor, String reason) {
      return done("reroute " + delivery.step(), actor, reason);
    }

    @Override
    public Answer compensate(DeliveryId delivery, Actor actor, String reason) {
      return done("compensate " + delivery.step(), actor, reason);
    }

    @Override
    public Answer hold(String system, Actor actor, String reason) {
      return done("hold " + system, actor, reason);
    }

    @Override
    public Answer releaseSystem(String system, Actor actor, String reason) {
      return done("release " + system, actor, reason);
    }

    @Override
    public Answer announce(String type, Optional<String> about, Actor actor, String reason) {
      return done(
          "announce " + type + about.map(what -> " about " + what).orElse(""), actor, reason);
    }

    @Override
    public Answer recoverWebhooks(
        String system, String endpoint, Instant since, Actor actor, String reason) {
      return done("recover " + endpoint + " of " + system + " since " + since, actor, reason);
    }
  }

  private record OneVersion(Landscape landscape) implements LandscapeCatalog {
    @Override
    public AppliedLandscape current() {
      return new AppliedLandscape(3, landscape);
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return number == 3 ? Optional.of(current()) : Optional.empty();
    }
  }

  private static final class OneLandscape implements LandscapeAdministration {
    @Override
    public ApplyAnswer apply(byte[] zip, Actor actor) {
      return zip.length == 1
          ? new ApplyAnswer.Invalid(
              List.of(new Problem(new Position("a.yaml", 2, 3), "is wrong", "correct it")))
          : new ApplyAnswer.Applied(4);
    }

    @Override
    public Current current() {
      return new Current("test-plant", "test", 3, Instant.EPOCH, "person:ada");
    }
  }

  String key(String... may) {
    return keyOf("mes", may);
  }

  String keyOf(String system, String... may) {
    String key =
        access
            .keys()
            .create(system, Permissions.of(List.of(may)), Optional.empty(), Actor.PLATFORM)
            .text();
    access.keyRing().readAgain();
    return key;
  }

  Api api() {
    return api;
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String method, String path, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return body.isEmpty() ? request : request.header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path, String key) {
    return send(request("GET", path, key, ""));
  }

  HttpResponse<String> post(String path, String key, String body) {
    return send(request("POST", path, key, body));
  }

  /** Sends bytes as they are and reads until the server closes or {@code until} has come. */
  String raw(String text, String until) throws IOException {
    return raw(text, until, () -> {}, until);
  }

  /** The same, with something done once {@code first} has come. */
  String raw(String text, String first, Runnable then, String until) throws IOException {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      StringBuilder read = new StringBuilder();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[4_096];
      int n;
      boolean done = false;
      while (read.indexOf(until) < 0 && (n = in.read(buffer)) >= 0) {
        read.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        if (!done && read.indexOf(first) >= 0) {
          done = true;
          then.run();
        }
      }
      return read.toString();
    }
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    replays.close();
    worker.close();
    monitoring.close();
    access.close();
  }
}
