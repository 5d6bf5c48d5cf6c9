package org.millrace.app;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.millrace.access.AccessControl;
import org.millrace.access.Permissions;
import org.millrace.access.Quota;
import org.millrace.access.Sessions;
import org.millrace.adapter.AllowList;
import org.millrace.adapter.TargetAdapter;
import org.millrace.adapter.TargetContext;
import org.millrace.api.Api;
import org.millrace.api.HttpLimits;
import org.millrace.api.HttpServer;
import org.millrace.api.HttpSettings;
import org.millrace.app.trace.Tracing;
import org.millrace.delivery.DeliveryEngine;
import org.millrace.delivery.RecentMessages;
import org.millrace.delivery.ReportingListener;
import org.millrace.delivery.Targets;
import org.millrace.journal.AppliedLandscapes;
import org.millrace.journal.Database;
import org.millrace.journal.Holds;
import org.millrace.journal.LandscapeVersions;
import org.millrace.journal.PostgresBatches;
import org.millrace.journal.PostgresDeliveryQueue;
import org.millrace.journal.PostgresHolds;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.PostgresQuarantine;
import org.millrace.journal.PostgresSettlements;
import org.millrace.journal.PostgresWebhooks;
import org.millrace.journal.Settlements;
import org.millrace.journal.WebhookSignal;
import org.millrace.landscape.AdapterCheck;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.MessageIds;
import org.millrace.message.StrictJson;
import org.millrace.monitoring.Monitoring;
import org.millrace.notification.Notifier;
import org.millrace.notification.WebhookLimits;
import org.millrace.telemetry.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A running node. Reads top to bottom: from the database up to the HTTP server. */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** Longest wait for what is under way at a stop; the whole stop may take 30 s. */
  private static final Duration DRAIN = Duration.ofSeconds(18);

  /** Requests of one key: far above an honest caller, an end for a runaway loop. */
  private static final Quota.Policy QUOTA = new Quota.Policy(6_000_000, Duration.ofMinutes(1));

  private final NodeSettings settings;
  private final Opened opened;
  private final NodeFolder folder;
  private final Storage storage;
  private final AppliedLandscapes landscapes;
  private final DeliveryEngine engine;
  private final WaitingSide waiting;
  private final Notifier notifier;
  private final PeoplesWork people;
  private final AccessControl access;
  private final IntakeSide intake;
  private final HttpServer http;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("upkeep").daemon().factory());

  /**
   * @param opened takes each part as soon as it holds something; closed in the other direction
   */
  private Node(NodeSettings settings, Opened opened) {
    this.settings = settings;
    this.opened = opened;
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SharedRandom();
    JsonMapper json = StrictJson.mapper();
    folder = opened.add(NodeFolder.open(settings.data()));
    storage = opened.add(Storage.open(settings, clock));
    opened.add(upkeep::shutdownNow);
    Database database = storage.writing();

    Interposition between = Interposition.find();
    Map<String, TargetAdapter> adapters = adapters();
    LandscapeLoader loader = loader(adapters, clock);
    LandscapeVersions versions = new LandscapeVersions(database.jdbi());
    landscapes = LandscapeStart.open(settings, versions, loader);
    NodeCredentials credentials =
        new NodeCredentials(
            () -> landscapes.current().landscape(), settings.secrets(), System::getenv);
    Targets targets =
        opened.add(
            new Targets(
                adapters,
                (adapter, system) ->
                    between.target(
                        adapter.connect(
                            system,
                            new TargetContext(
                                credentials, AllowList.of(system), clock, System::nanoTime)))));

    WebhookSignal due = new WebhookSignal();
    PostgresWebhooks webhooks =
        opened.add(new PostgresWebhooks(database.source(), database.jdbi(), due));
    PostgresDeliveryQueue queue = new PostgresDeliveryQueue(database.jdbi(), json);
    Settlements settlements =
        between.settlements(
            opened.add(new PostgresSettlements(database.source(), database.jdbi(), due)));
    Holds holds =
        new PostgresHolds(
            database.jdbi(), system -> landscapes.current().landscape().mostCriticalTo(system));
    RecentMessages recent = new RecentMessages(queue);
    DispatchLink dispatch = new DispatchLink();
    Monitoring monitoring =
        opened.add(
            Monitoring.over(
                storage.reading().jdbi(),
                () -> landscapes.current().landscape(),
                () -> Api.loads(dispatch.snapshots()),
                Object::toString,
                clock,
                ZoneId.systemDefault()));
    notifier =
        opened.add(
            new Notifier(
                new Notifier.Parts(
                    landscapes,
                    webhooks,
                    due,
                    credentials,
                    message ->
                        monitoring.jobs().find(message).map(found -> Api.document(found.job())),
                    monitoring.meters(),
                    clock,
                    System::nanoTime,
                    random),
                WebhookLimits.STANDARD));
    // Closed after the engine, whose last spans it sends.
    Traces traces =
        opened
            .add(
                Tracing.open(
                    System.getenv(), new Tracing.Instance(version(), settings.environment())))
            .traces();
    waiting =
        opened.add(
            WaitingSide.of(
                new WaitingSide.Parts(
                    database.jdbi(),
                    landscapes,
                    queue,
                    dispatch::returned,
                    due,
                    monitoring.counts(),
                    monitoring.feed(),
                    json)));
    RequiredMessages required =
        new RequiredMessages(
            new ReportingListener(
                monitoring.meters(), monitoring.counts(), monitoring.feed(), recent, clock),
            waiting);
    required.apply(landscapes.current());
    engine =
        opened.add(
            new DeliveryEngine(
                new DeliveryEngine.Parts(
                    landscapes,
                    targets,
                    recent,
                    queue,
                    settlements,
                    holds,
                    required,
                    traces,
                    clock,
                    System::nanoTime,
                    random)));
    dispatch.connect(engine, waiting);
    opened.add(this::drain);
    PostgresInbox inbox =
        opened.add(
            new PostgresInbox(
                database.source(),
                new MessageIds(clock, new SecureRandom(), database.greatestMessage().orElse(null)),
                between.inbox(new HandOver(recent, engine, waiting, monitoring.feed())),
                due));

    access =
        opened.add(
            AccessControl.over(
                storage.reading().jdbi(),
                new SecureRandom(),
                clock,
                System::nanoTime,
                QUOTA,
                Sessions.Limits.STANDARD));
    people =
        opened.add(
            PeoplesWork.of(
                new PeoplesWork.Parts(
                    database,
                    due,
                    queue,
                    waiting.waits(),
                    holds,
                    webhooks,
                    landscapes,
                    recent,
                    dispatch,
                    name -> targets.find(name).isPresent(),
                    json,
                    clock)));
    NodeReadiness readiness =
        opened.add(
            NodeReadiness.over(
                new NodeReadiness.Sources(
                    database::writable,
                    storage::outage,
                    () -> Disk.of(settings.data()),
                    System::nanoTime)));
    AdminKey.ensure(settings.data(), access, Permissions.of(AdminKey.all()));
    Supplier<String> correlationIds = () -> correlationId(random);
    intake =
        opened.add(
            IntakeSide.of(
                new IntakeSide.Parts(
                    landscapes,
                    inbox,
                    queue,
                    new PostgresBatches(database.jdbi()),
                    new PostgresQuarantine(database.jdbi(), json),
                    monitoring.counts(),
                    traces,
                    json,
                    random,
                    readiness::pausesIntake,
                    correlationIds)));
    landscapes.onApply(
        applied -> {
          required.apply(applied);
          engine.apply(applied);
          intake.check().wake();
        });
    http =
        opened.add(
            new HttpServer(
                new HttpSettings(
                    settings.host(),
                    settings.port(),
                    settings.tls(),
                    List.of(),
                    settings.console(),
                    HttpLimits.STANDARD),
                new Api(
                    intake.intake(),
                    intake.batches(),
                    intake.channels(),
                    intake.quarantine(),
                    credentials,
                    people.workbench(),
                    people.cases(),
                    people.corrections(),
                    people.replays(),
                    new LandscapeDesk(landscapes, versions),
                    readiness,
                    access,
                    monitoring,
                    traces,
                    correlationIds,
                    clock)));
  }

  /**
   * Starts a node.
   *
   * @throws StartFailure with the reason and what to do; nothing of the node runs then
   */
  public static Node start(NodeSettings settings) {
    Opened opened = new Opened();
    try {
      Node node = new Node(settings, opened);
      node.begin();
      return node;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private void begin() {
    engine.start();
    waiting.start();
    notifier.start();
    people.start();
    intake.start();
    listen();
    var _ = upkeep.scheduleWithFixedDelay(this::keepUp, 1, 60, TimeUnit.MINUTES);
    folder.announce(address());
    LOG.atInfo()
        .addKeyValue("address", address())
        .addKeyValue("environment", settings.environment())
        .addKeyValue("landscape", landscapes.current().version())
        .log("ready");
  }

  private void listen() {
    try {
      http.start();
    } catch (UncheckedIOException e) {
      throw ListenFailure.explained(settings.host(), settings.port(), e);
    }
  }

  /** Where the node is reached. */
  public String address() {
    String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    return "http://" + host + ":" + http.port();
  }

  public AccessControl access() {
    return access;
  }

  private void keepUp() {
    try {
      storage.keepUp(InstantSource.system().instant());
    } catch (RuntimeException e) {
      LOG.error("upkeep of the journal failed; it is tried again in an hour", e);
    }
  }

  private static Map<String, TargetAdapter> adapters() {
    Map<String, TargetAdapter> adapters = new HashMap<>();
    ServiceLoader.load(TargetAdapter.class).forEach(a -> adapters.put(a.name(), a));
    return Map.copyOf(adapters);
  }

  /** What a landscape is read with; also used to check one without a node. */
  static LandscapeLoader loader(InstantSource clock) {
    return loader(adapters(), clock);
  }

  private static LandscapeLoader loader(Map<String, TargetAdapter> adapters, InstantSource clock) {
    Map<String, AdapterCheck> checks = new HashMap<>();
    adapters.forEach((name, adapter) -> checks.put(name, adapter::check));
    return new LandscapeLoader(new Expressions(EvaluationLimits.STANDARD, clock), checks);
  }

  private static String version() {
    return Optional.ofNullable(Node.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  private static String correlationId(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }

  private void drain() throws InterruptedException {
    if (!engine.drain(DRAIN)) {
      LOG.warn("some requests are still under way; what became of them is asked at the next start");
    }
  }

  /** Takes no more, finishes what is under way, and stops; nothing is lost either way. */
  @Override
  public void close() {
    LOG.info("stopping");
    opened.close();
    LOG.info("stopped");
  }

  /** Randomness that any thread may draw. */
  private static final class SharedRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
