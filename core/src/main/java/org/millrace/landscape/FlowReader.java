package org.millrace.landscape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.millrace.mapping.Expression;

/** Reads {@code flows/*.yaml}. */
final class FlowReader {

  private static final Duration STANDARD_PATIENCE = Duration.ofMinutes(10);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(90);

  private final Reading in;
  private final EventReader events;
  private final Map<String, Contract> contracts;
  private final StepReader steps;
  private final Set<String> classes;
  private final Map<String, FlowDefinition> byOperation = new TreeMap<>();

  /**
   * @param classes names of the classes that a flow may be of
   */
  FlowReader(Reading in, Map<String, Contract> contracts, StepReader steps, Set<String> classes) {
    this.in = in;
    this.events = new EventReader(in);
    this.contracts = contracts;
    this.steps = steps;
    this.classes = classes;
  }

  Map<String, FlowDefinition> read() {
    Map<String, FlowDefinition> flows = new LinkedHashMap<>();
    for (String name : Layout.names(in.source(), "flows", ".yaml")) {
      in.yaml("flows/" + name + ".yaml")
          .flatMap(reader -> flow(name, reader))
          .ifPresent(flow -> flows.put(name, flow));
    }
    flows.values().forEach(flow -> checkRequirements(flow, flows));
    return flows;
  }

  /** What a step requires must be able to happen, or it would wait for ever. */
  private void checkRequirements(FlowDefinition flow, Map<String, FlowDefinition> flows) {
    for (FlowStep step : flow.steps()) {
      for (Requirement requirement : step.requires()) {
        FlowDefinition other = flows.get(requirement.flow());
        if (other == null) {
          in.problems()
              .add(
                  flow.at(),
                  "a step requires messages of the flow `"
                      + requirement.flow()
                      + "`, which does not exist",
                  Suggestion.among(flows.keySet(), requirement.flow())
                      .orElse("add flows/" + requirement.flow() + ".yaml"));
        } else if (other.steps().stream().noneMatch(s -> s.system().equals(requirement.system()))) {
          in.problems()
              .add(
                  flow.at(),
                  "a step requires messages of `"
                      + other.name()
                      + "` in `"
                      + requirement.system()
                      + "`, but that flow does not deliver there",
                  "name one of its targets with `in`");
        }
      }
    }
  }

  private enum OnFailure {
    BLOCK,
    SKIP
  }

  private Optional<FlowDefinition> flow(String name, ConfigReader reader) {
    Names.own(reader, "flow", name);
    Reading.notYet(reader, "enrich", "duplicates", "correlate", "route");
    String operation = reader.text("operation", name);
    Names.check(operation, reader.at("operation"), in.problems());
    Optional<Accepted> accepted = contract(reader);
    Optional<Expression> key = in.expression(reader, "key");
    Order order = order(reader);
    boolean skip = reader.choice("on-failure", OnFailure.class, OnFailure.BLOCK) == OnFailure.SKIP;
    if (skip && order.gap().isPresent()) {
      in.problems()
          .add(
              reader.at("on-failure"),
              "a flow that waits for missing numbers cannot skip failed ones",
              "remove `order.gap`, or let failed ones block their key");
    }
    StepReader.Steps read = steps.read(reader);
    Optional<BatchRule> batch = BatchRuleReader.read(reader);
    List<Announcement> announces = events.announced(reader);
    String title = reader.text("title", name);
    String process = reader.text("process", "");
    String criticality = criticality(reader);
    Map<String, String> owners = reader.textMap("owners");
    List<String> editable = reader.texts("editable");
    accepted.ifPresent(contract -> checkEditable(editable, contract, reader));
    boolean fourEyes = Approval.isFourEyes(reader);
    reader.finish();
    if (accepted.isEmpty()) {
      return Optional.empty();
    }
    FlowDefinition flow =
        new FlowDefinition(
            name,
            title,
            operation,
            process,
            criticality,
            accepted.get().version(),
            accepted.get().object(),
            key,
            order.by(),
            order.sequence(),
            order.gap(),
            skip,
            batch,
            read.steps(),
            read.standby(),
            announces,
            owners,
            editable,
            fourEyes,
            reader.at());
    claim(flow, reader);
    return Optional.of(flow);
  }

  private String criticality(ConfigReader reader) {
    String name = reader.text("criticality", Criticality.NORMAL);
    if (!classes.contains(name)) {
      in.problems()
          .add(
              reader.at("criticality"),
              "there is no criticality class `" + name + "`",
              Suggestion.among(classes, name)
                  .orElse("add it to landscape.yaml under `criticality`"));
    }
    return name;
  }

  private void checkEditable(List<String> editable, Accepted accepted, ConfigReader reader) {
    for (String text : editable) {
      Optional<EditableField> field = EditableField.of(text);
      if (field.isEmpty()) {
        in.problems()
            .add(
                reader.at("editable"),
                "`" + text + "` is no field",
                "write names with dots such as lines.*.quantity, or a JSON Pointer");
      } else if (!accepted.version().schema().mayHave(field.get().segments())) {
        in.problems()
            .add(
                reader.at("editable"),
                "`" + accepted.version().label() + "` has no field `" + text + "`",
                "name a field of the contract");
      }
    }
  }

  /** Two flows cannot serve one operation: the caller's intent would be ambiguous. */
  private void claim(FlowDefinition flow, ConfigReader reader) {
    FlowDefinition other = byOperation.putIfAbsent(flow.operation(), flow);
    if (other != null) {
      in.problems()
          .add(
              reader.at("operation"),
              "operation `" + flow.operation() + "` is served by flow `" + other.name() + "` too",
              "give one of them another `operation`");
    }
  }

  private record Accepted(ContractVersion version, String object) {}

  private Optional<Accepted> contract(ConfigReader reader) {
    String accepts = reader.text("accepts");
    if (accepts.isEmpty()) {
      return Optional.empty();
    }
    int at = accepts.indexOf('@');
    String name = at < 0 ? accepts : accepts.substring(0, at);
    String range = at < 0 ? "" : accepts.substring(at + 1);
    Contract contract = contracts.get(name);
    if (contract == null) {
      in.problems()
          .add(
              reader.at("accepts"),
              "there is no contract `" + name + "`",
              Suggestion.among(contracts.keySet(), name)
                  .orElse("add the folder contracts/" + name));
      return Optional.empty();
    }
    List<String> versions =
        contract.versions().keySet().stream().map(SemanticVersion::toString).toList();
    Optional<ContractVersion> version = contract.highest(range);
    if (version.isEmpty() && !versions.isEmpty()) {
      in.problems()
          .add(
              reader.at("accepts"),
              range.isEmpty()
                  ? "`accepts` names no version"
                  : "the contract `" + name + "` has no version `" + range + "`",
              "write " + name + "@ and one of " + String.join(", ", versions));
    }
    return version.map(found -> new Accepted(found, contract.object()));
  }

  private record Order(
      Optional<Expression> by, Optional<Expression> sequence, Optional<GapRule> gap) {
    static final Order NONE = new Order(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Order order(ConfigReader reader) {
    Optional<ConfigNode> node = reader.node("order");
    if (node.isEmpty()) {
      in.problems()
          .add(
              reader.at(),
              "`order` is missing",
              "write `order: {by: …}` to keep messages in order, or `order: none`");
      return Order.NONE;
    }
    if (node.get() instanceof ConfigNode.Scalar scalar) {
      if (!scalar.text().equals("none")) {
        in.problems()
            .add(
                scalar.at(),
                "`order` cannot be `" + scalar.text() + "`",
                "write `order: none` or `order: {by: " + scalar.text() + "}`");
      }
      return Order.NONE;
    }
    ConfigReader order = reader.section("order");
    order.text("by");
    Order read =
        new Order(in.expression(order, "by"), in.expression(order, "sequence"), gap(order));
    order.finish();
    return read;
  }

  private static Optional<GapRule> gap(ConfigReader order) {
    if (order.node("gap").isEmpty()) {
      return Optional.empty();
    }
    if (order.node("sequence").isEmpty()) {
      order
          .problems()
          .add(
              order.at("gap"),
              "without a sequence nobody can see a gap",
              "add `sequence`, the number that the sender counts up");
    }
    ConfigReader gap = order.section("gap");
    GapRule rule =
        new GapRule(
            gap.number("from", 1, 0, Integer.MAX_VALUE),
            PolicyReader.positive(gap, "wait", STANDARD_PATIENCE, LONGEST_PATIENCE),
            gap.choice("then", GapRule.Then.class, GapRule.Then.ESCALATE));
    gap.finish();
    return Optional.of(rule);
  }
}
