package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetAdapter;
import org.millrace.adapter.TargetContext;
import org.millrace.failure.Capability;
import org.millrace.failure.Decisions;
import org.millrace.failure.RetryPolicy;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
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
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.telemetry.Traces;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One delivery with a journal, a landscape and a target around it that only remember. */
final class OneDelivery implements DeliveryQueue, Settlements, Target, LandscapeCatalog {

  static final Instant NOW = Instant.parse("2026-01-05T06:00:00Z");
  static final DeliveryId ID =
      new DeliveryId(new MessageId(UUID.fromString("0198c0de-0000-7000-8000-000000000001")), 1);

  private static final Position HERE = Position.startOf("one.yaml");

  final List<Outbound> sent = new ArrayList<>();
  final List<Outbound> asked = new ArrayList<>();
  final List<Settlement> settled = new ArrayList<>();
  Evidence evidence = new Evidence.Accepted(Optional.of("4711"));
  OptionalInt status = OptionalInt.of(200);
  @Nullable ProbeAnswer answer;
  boolean mappingFails;

  private final Optional<String> traceparent;
  private final Sender sender;

  OneDelivery(Traces traces, Optional<String> traceparent) {
    this.traceparent = traceparent;
    Targets targets =
        new Targets(Map.of("one", new OneAdapter()), (adapter, system) -> OneDelivery.this);
    var _ = targets.apply(current());
    Random random = new Random(1);
    RecentMessages messages = new RecentMessages(this);
    sender =
        new Sender(
            new Preparation(this, targets, messages, System::nanoTime, random),
            new Conclusions(Decisions::decide),
            this,
            this,
            () -> NOW,
            random,
            new Silence(),
            new AttemptSpans(traces),
            Pause.SLEEP,
            event -> {});
  }

  void send() throws InterruptedException {
    sender.send(work());
  }

  void ask() throws InterruptedException {
    sender.ask(work());
  }

  Exchange exchange() {
    return new Exchange(
        "POST /", "", status, Duration.ofMillis(5), JsonNodeFactory.instance.objectNode());
  }

  private static Work work() {
    return new Work(
        ID,
        "production-confirmation",
        "erp",
        7,
        DeliveryState.READY,
        0,
        0,
        false,
        OptionalLong.empty(),
        Optional.empty());
  }

  @Override
  public Outcome send(Outbound outbound) {
    sent.add(outbound);
    return new Outcome(evidence, exchange());
  }

  @Override
  public ProbeAnswer probe(Outbound outbound) {
    asked.add(outbound);
    return Optional.ofNullable(answer).orElseThrow();
  }

  @Override
  public Reachability reach() {
    return new Reachability.Reachable();
  }

  @Override
  public void close() {}

  @Override
  public CompletableFuture<Boolean> intend(Work work) {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletableFuture<Committed> settle(Settlement settlement) {
    settled.add(settlement);
    return CompletableFuture.completedFuture(new Committed(true, List.of()));
  }

  @Override
  public Optional<Work> doubt(Work work, Instant askNotBefore) {
    return Optional.empty();
  }

  @Override
  public List<Work> openOf(String system, Optional<DeliveryId> after, int limit) {
    return List.of();
  }

  @Override
  public List<Work> openInLane(long lane, Optional<DeliveryId> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<Work> find(DeliveryId id) {
    return Optional.of(work());
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return Optional.of(
        new Message(
            id,
            "production-confirmation",
            1,
            "mes",
            "PO-1/1",
            Optional.empty(),
            "c-1",
            traceparent,
            JsonNodeFactory.instance.objectNode()));
  }

  @Override
  public List<String> systemsWithOpenWork() {
    return List.of();
  }

  @Override
  public AppliedLandscape current() {
    return new AppliedLandscape(
        1,
        new Landscape(
            "one",
            "test",
            Map.of("erp", erp()),
            Map.of("production-confirmation", flow()),
            Map.of(),
            Map.of(),
            Map.of()));
  }

  @Override
  public Optional<AppliedLandscape> version(int number) {
    return Optional.of(current());
  }

  private static SystemDefinition erp() {
    return new SystemDefinition(
        "erp",
        "ERP",
        "ERP",
        "one",
        Optional.empty(),
        ConfigNode.Mapping.empty(HERE),
        List.of(),
        new TargetLimits(8, OptionalDouble.empty(), Duration.ofSeconds(10)),
        BreakerPolicy.STANDARD,
        RetryPolicy.STANDARD,
        Duration.ofSeconds(30),
        Map.of(
            "post-confirmation",
            operation("post-confirmation", Optional.of("find-confirmation")),
            "find-confirmation",
            operation("find-confirmation", Optional.empty())),
        List.of(),
        Optional.empty(),
        HERE);
  }

  private static OperationDefinition operation(String name, Optional<String> probe) {
    return new OperationDefinition(name, Capability.PROBE, probe, ConfigNode.Mapping.empty(HERE));
  }

  private FlowDefinition flow() {
    return new FlowDefinition(
        "production-confirmation",
        "MES confirms production to the ERP",
        "confirm-production",
        "order-to-stock",
        "critical",
        new ContractVersion("production-confirmation", "2.0.0", content -> List.of()),
        "production-confirmation",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(
            new FlowStep(
                1,
                "erp",
                "post-confirmation",
                Optional.of(new Mapping()),
                Optional.empty(),
                0,
                List.of(),
                Optional.empty())),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        false,
        HERE);
  }

  private final class Mapping implements Expression {
    @Override
    public String text() {
      return "$";
    }

    @Override
    public JsonNode evaluate(JsonNode input, Map<String, JsonNode> bindings)
        throws EvaluationException {
      if (mappingFails) {
        throw new EvaluationException("T2001", "no number");
      }
      return input;
    }

    @Override
    public boolean holds(JsonNode input) {
      return true;
    }
  }

  private static final class OneAdapter implements TargetAdapter {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public void check(SystemDefinition system, Problems problems) {}

    @Override
    public Target connect(SystemDefinition system, TargetContext context) {
      throw new IllegalStateException("the target is given");
    }
  }

  private static final class Silence implements DeliveryListener {
    @Override
    public void begins(String system) {}

    @Override
    public void settled(Message message, Settlement settlement) {}

    @Override
    public void superseded(String system) {}
  }
}
