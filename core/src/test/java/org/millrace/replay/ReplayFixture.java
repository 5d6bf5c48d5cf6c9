package org.millrace.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.millrace.contract.ContractSchema;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;
import org.millrace.journal.Message;
import org.millrace.journal.PostgresDeliveryQueue;
import org.millrace.journal.PostgresHolds;
import org.millrace.journal.PostgresReplayPlans;
import org.millrace.journal.PostgresReplayRuns;
import org.millrace.journal.ReplayMode;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlan.Pace;
import org.millrace.journal.ReplayPlan.Scope;
import org.millrace.journal.ReplayPlans;
import org.millrace.journal.StandbyPlan;
import org.millrace.journal.WebhookSignal;
import org.millrace.journal.Work;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.ContractVersion;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Position;
import org.millrace.landscape.Standby;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expression;
import org.millrace.mapping.ExpressionSyntaxException;
import org.millrace.mapping.Expressions;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.message.StrictJson;
import org.millrace.monitoring.Journal;
import org.millrace.monitoring.ReplayView;
import org.millrace.monitoring.Replays;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries that wait, two versions of a landscape, and a planner and runner called by hand. */
final class ReplayFixture implements JournalReplays.Dispatch {

  static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  static final Actor BO = new Actor(Actor.Kind.PERSON, "bo");

  /** The version that messages were accepted under. */
  private static final int ACCEPTED = 3;

  private static final JsonMapper JSON = StrictJson.mapper();
  private static final Position HERE = Position.startOf("test.yaml");

  final Jdbi jdbi;
  final Journal journal;
  final PostgresReplayPlans plans;
  final Replays replays;
  final List<Work> sent = new ArrayList<>();
  final List<Work> ended = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  final long caseNumber;
  int landscape = ACCEPTED + 1;
  Capability capability = Capability.PROBE;
  boolean fourEyes;

  /** Thrown instead of handing over what moved. */
  Optional<RuntimeException> failure = Optional.empty();

  private final PostgresDeliveryQueue queue;
  private final ReplayPlanner planner;
  private final ReplayRunner runner;

  ReplayFixture(Jdbi jdbi) {
    this.jdbi = jdbi;
    jdbi.useHandle(
        h ->
            h.execute(
                "truncate message, delivery, transition, failure_case, case_event, case_release,"
                    + " correction, target_hold, replay_plan, replay_entry, moved_on, awaited"));
    journal = new Journal(jdbi);
    caseNumber = journal.openCase("unit-mismatch", "no unit", 10_000);
    jdbi.useHandle(h -> h.execute("update failure_case set needs_approval = false"));
    plans = new PostgresReplayPlans(jdbi, JSON);
    replays = new Replays(jdbi);
    queue = new PostgresDeliveryQueue(jdbi, JSON);
    Catalog catalog = new Catalog();
    planner =
        new ReplayPlanner(
            plans, queue, new PostgresHolds(jdbi, system -> Optional.empty()), catalog);
    runner =
        new ReplayRunner(
            new PostgresReplayRuns(jdbi, new WebhookSignal(), JSON),
            new StandbyPlan(catalog, queue),
            message -> {},
            this,
            nanos::get);
  }

  /** Version 3 maps the unit and fails on BAD; the one in force has the item too and needs one. */
  private final class Catalog implements LandscapeCatalog {
    private final Map<List<Object>, AppliedLandscape> made = new HashMap<>();

    @Override
    public AppliedLandscape current() {
      return version(landscape).orElseThrow();
    }

    @Override
    public Optional<AppliedLandscape> version(int number) {
      return Optional.of(
          made.computeIfAbsent(
              List.of(number, capability, fourEyes),
              key -> new AppliedLandscape(number, landscape(number))));
    }
  }

  private Landscape landscape(int number) {
    Map<String, SystemDefinition> systems = new HashMap<>();
    for (String name : List.of("erp", "other", "analytics")) {
      systems.put(name, system(name));
    }
    FlowDefinition flow = number == ACCEPTED ? accepted() : inForce();
    return new Landscape(
        "test", "test", systems, Map.of(flow.name(), flow), Map.of(), Map.of(), Map.of());
  }

  private FlowDefinition accepted() {
    return flow("unit = 'BAD' ? $error('no such unit') : {'uom': unit}", content -> List.of());
  }

  private FlowDefinition inForce() {
    return flow(
        "{'uom': unit = 'BAD' ? 'EA' : unit, 'item': item}",
        content ->
            content.has("item")
                ? List.of()
                : List.of(new Violation("/item", "required", "is missing")));
  }

  private FlowDefinition flow(String mapping, ContractSchema schema) {
    return new FlowDefinition(
        "production-confirmation",
        "",
        "confirm-production",
        "",
        "normal",
        new ContractVersion("production-confirmation", "2.0.0", schema),
        "production-confirmation",
        Optional.of(expression("order")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(
            step(1, "erp", Optional.of(expression(mapping)), Optional.empty()),
            step(2, "analytics", Optional.empty(), Optional.empty())),
        List.of(
            step(3, "other", Optional.empty(), standby(Standby.Kind.REPLACES, 1)),
            step(4, "analytics", Optional.empty(), standby(Standby.Kind.COMPENSATES, 2))),
        List.of(),
        Map.of(),
        List.of(),
        fourEyes,
        HERE);
  }

  private static Optional<Standby> standby(Standby.Kind kind, int of) {
    return Optional.of(new Standby(kind, of));
  }

  private static FlowStep step(
      int number, String system, Optional<Expression> map, Optional<Standby> standby) {
    return new FlowStep(
        number, system, "post", map, Optional.empty(), 0, List.of(), Optional.empty(), standby);
  }

  private static Expression expression(String text) {
    try {
      return new Expressions(EvaluationLimits.STANDARD, () -> Journal.MORNING).compile(text);
    } catch (ExpressionSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private SystemDefinition system(String name) {
    return new SystemDefinition(
        name,
        name,
        "ERP",
        "http",
        Optional.empty(),
        ConfigNode.Mapping.empty(HERE),
        List.of(),
        new TargetLimits(8, OptionalDouble.empty(), Duration.ofSeconds(10)),
        BreakerPolicy.STANDARD,
        RetryPolicy.STANDARD,
        Duration.ofSeconds(30),
        Map.of(
            "post",
            new OperationDefinition(
                "post", capability, Optional.empty(), ConfigNode.Mapping.empty(HERE))),
        List.of(),
        Optional.empty(),
        HERE);
  }

  /** A message whose first delivery waits in the case. */
  DeliveryId waiting(String key, String unit) {
    return delivery(key, key, unit, "NEEDS_PERSON");
  }

  DeliveryId delivery(String key, String orderKey, String unit, String state) {
    MessageId message = journal.message(key, orderKey);
    jdbi.useHandle(
        h ->
            h.execute(
                "update message set payload = ? where id = ?",
                "{\"order\":\"%s\",\"unit\":\"%s\",\"item\":\"A\"}"
                    .formatted(key, unit)
                    .getBytes(StandardCharsets.UTF_8),
                message.value()));
    @Nullable Long inCase = state.equals("NEEDS_PERSON") ? (Long) caseNumber : null;
    journal.delivery(message, 1, "erp", orderKey.hashCode(), state, inCase);
    return new DeliveryId(message, 1);
  }

  ReplayPlan order(ReplayMode mode, Scope scope, Pace pace, Map<String, String> documents) {
    ReplayPlan filed =
        plans.file(new ReplayPlan.Order(mode, scope, documents, pace, "because of a test"), ADA);
    planner.round();
    return plans.find(filed.number()).orElseThrow();
  }

  /** Plans what is ordered. */
  void plan() {
    planner.round();
  }

  Message message(DeliveryId id) {
    return queue.messageInForce(id.message()).orElseThrow();
  }

  ReplayPlan order(ReplayMode mode) {
    return order(mode, new Scope.OfCase(caseNumber), new Pace(1_000, 50, 10), Map.of());
  }

  /** All that was accepted this morning. */
  static Scope morning() {
    Instant since = Journal.MORNING;
    return new Scope.Accepted(
        since,
        since.plus(Duration.ofHours(1)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ReplayPlans.Outcome approve(ReplayPlan plan, Actor by) {
    return plans.approve(
        plan.number(), plan.hash().orElseThrow(), landscape, by, "as it is planned");
  }

  ReplayPlans.Outcome start(ReplayPlan plan) {
    return plans.start(plan.number(), landscape, BO, "now");
  }

  /** A plan of the case that runs. */
  ReplayPlan running(ReplayMode mode, Pace pace, Map<String, String> documents) {
    ReplayPlan plan = order(mode, new Scope.OfCase(caseNumber), pace, documents);
    approve(plan, BO);
    start(plan);
    return plan;
  }

  /** A round of the run, some time after the last one. */
  void round(Duration later) {
    nanos.addAndGet(later.toNanos());
    runner.round();
  }

  /** Rounds after which the full rate is reached. */
  void round() {
    runner.round();
    round(Duration.ofMinutes(1));
  }

  ReplayView view(ReplayPlan plan) {
    return replays.find(plan.number()).orElseThrow();
  }

  List<ReplayView.Entry> entries(ReplayPlan plan) {
    return replays.entries(
        plan.number(), new Replays.Query(Optional.empty(), Optional.empty(), 0, 500));
  }

  /** What targets make of all that is ready. */
  int become(String state, String business) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                    """
                    update delivery set state = :state, business = :business, cause = 'refused',
                      due_at = null, attempts = attempts + 1,
                      case_number = case when :state = 'NEEDS_PERSON' then :case end
                    where state in ('READY','IN_DOUBT')
                    """)
                .bind("state", state)
                .bind("business", business)
                .bind("case", caseNumber)
                .execute());
  }

  int confirm() {
    return become("CONFIRMED", "CONFIRMED");
  }

  void set(DeliveryId id, String assignments) {
    jdbi.useHandle(
        h ->
            h.execute(
                "update delivery set " + assignments + " where message = ? and step = ?",
                id.message().value(),
                id.step()));
  }

  String state(DeliveryId id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select state from delivery where message = :message and step = :step")
                .bind("message", id.message().value())
                .bind("step", id.step())
                .mapTo(String.class)
                .one());
  }

  @Override
  public void replayed(List<Work> works) {
    Optional<RuntimeException> now = failure;
    failure = Optional.empty();
    if (now.isPresent()) {
      throw now.get();
    }
    sent.addAll(works);
  }

  @Override
  public void ended(Work work) {
    ended.add(work);
  }
}
