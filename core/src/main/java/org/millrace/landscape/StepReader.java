package org.millrace.landscape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.millrace.failure.RetryPolicy;
import org.millrace.mapping.Expression;

/** Reads the {@code deliver} list of a flow. */
final class StepReader {

  private static final int MOST_STEPS = 50;
  private static final int MOST_REQUIREMENTS = 10;
  private static final Duration STANDARD_PATIENCE = Duration.ofHours(4);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(90);

  private final Reading in;
  private final Map<String, SystemDefinition> systems;
  private final Map<String, Expression> mappings;
  private final EventReader events;

  StepReader(Reading in, Map<String, SystemDefinition> systems, Map<String, Expression> mappings) {
    this.in = in;
    this.systems = systems;
    this.mappings = mappings;
    this.events = new EventReader(in);
  }

  /**
   * @param standby those that are planned only when they are needed
   */
  record Steps(List<FlowStep> steps, List<FlowStep> standby) {}

  Steps read(ConfigReader flow) {
    List<ConfigReader> entries = flow.sections("deliver");
    boolean tells = flow.node("announces").isPresent();
    if ((entries.isEmpty() && !tells) || entries.size() > MOST_STEPS) {
      in.problems()
          .add(
              flow.at("deliver"),
              "`deliver` needs from 1 to " + MOST_STEPS + " steps",
              "name a system: `deliver: [{to: …, operation: …}]`");
    }
    List<FlowStep> steps = new ArrayList<>();
    Map<String, Integer> earlier = new HashMap<>();
    int count = Math.min(MOST_STEPS, entries.size());
    List<FlowStep> standby = new ArrayList<>();
    for (ConfigReader entry : entries.subList(0, count)) {
      FlowStep step = step(entry, steps.size() + 1, earlier);
      earlier.put(step.system(), step.number());
      steps.add(step);
      compensation(entry, step, count + standby.size() + 1).ifPresent(standby::add);
      alternative(entry, step, count + standby.size() + 1).ifPresent(standby::add);
      entry.finish();
    }
    checkRejections(flow, steps, standby);
    return new Steps(steps, standby);
  }

  /** A no can only be answered by taking back what something takes back. */
  private void checkRejections(ConfigReader flow, List<FlowStep> steps, List<FlowStep> standby) {
    boolean takesBack =
        standby.stream()
            .flatMap(step -> step.standby().stream())
            .anyMatch(stands -> stands.kind() == Standby.Kind.COMPENSATES);
    boolean asked =
        Stream.concat(steps.stream(), standby.stream())
            .flatMap(step -> step.confirmedBy().stream())
            .anyMatch(event -> event.then() == ConfirmedBy.OnRejection.COMPENSATE);
    if (asked && !takesBack) {
      in.problems()
          .add(
              flow.at("deliver"),
              "a rejection is to be compensated, but no step declares what takes it back",
              "add `compensate` to the steps whose effects can be taken back, or write `then:"
                  + " case`");
    }
  }

  /** {@code compensate}: an operation of the same system, or that with a mapping of its own. */
  private Optional<FlowStep> compensation(ConfigReader entry, FlowStep step, int number) {
    Optional<ConfigNode> node = entry.node("compensate");
    if (node.isEmpty() || !systems.containsKey(step.system())) {
      return Optional.empty();
    }
    Standby standby = new Standby(Standby.Kind.COMPENSATES, step.number());
    if (node.get() instanceof ConfigNode.Scalar) {
      String operation = entry.text("compensate");
      checkTarget(entry, "compensate", step.system(), operation);
      return Optional.of(
          standing(number, step, step.system(), operation, step.map(), Optional.empty(), standby));
    }
    ConfigReader own = entry.section("compensate");
    FlowStep read = standing(own, number, step, step.system(), standby);
    own.finish();
    return Optional.of(read);
  }

  /** {@code alternative}: another target for the same step. */
  private Optional<FlowStep> alternative(ConfigReader entry, FlowStep step, int number) {
    if (entry.node("alternative").isEmpty()) {
      return Optional.empty();
    }
    ConfigReader own = entry.section("alternative");
    FlowStep read =
        standing(
            own, number, step, own.text("to"), new Standby(Standby.Kind.REPLACES, step.number()));
    Optional<ConfirmedBy> event = events.confirmedBy(own);
    own.finish();
    return Optional.of(read.confirmedBy(event));
  }

  private FlowStep standing(
      ConfigReader own, int number, FlowStep step, String system, Standby standby) {
    String operation = own.text("operation");
    checkTarget(own, "operation", system, operation);
    Optional<Expression> map = own.node("map").isPresent() ? mapping(own) : step.map();
    return standing(
        number, step, system, operation, map, in.expression(own, "confirmed-when"), standby);
  }

  private static FlowStep standing(
      int number,
      FlowStep step,
      String system,
      String operation,
      Optional<Expression> map,
      Optional<Expression> confirmedWhen,
      Standby standby) {
    return new FlowStep(
        number,
        system,
        operation,
        map,
        confirmedWhen,
        0,
        List.of(),
        step.retry(),
        Optional.of(standby),
        Optional.empty());
  }

  private FlowStep step(ConfigReader entry, int number, Map<String, Integer> earlier) {
    Reading.notYet(entry, "when", "split", "acknowledgement");
    String system = entry.text("to");
    String operation = entry.text("operation");
    checkTarget(entry, "operation", system, operation);
    FlowStep step =
        new FlowStep(
                number,
                system,
                operation,
                mapping(entry),
                in.expression(entry, "confirmed-when"),
                after(entry, earlier),
                requires(entry, system),
                retry(entry, system))
            .confirmedBy(events.confirmedBy(entry));
    if (step.after() > 0 && !step.requires().isEmpty()) {
      in.problems()
          .add(
              entry.at("requires"),
              "a step that waits for an earlier step cannot require other messages",
              "put `requires` on the earlier step");
    }
    return step;
  }

  /** Whether the flows exist is checked once all are read. */
  private List<Requirement> requires(ConfigReader entry, String system) {
    List<Requirement> requirements = new ArrayList<>();
    List<ConfigReader> required = entry.sections("requires");
    if (required.size() > MOST_REQUIREMENTS) {
      in.problems()
          .add(entry.at("requires"), "a step requires at most " + MOST_REQUIREMENTS + " messages");
    }
    for (ConfigReader one : required) {
      String flow = one.text("flow");
      one.text("key");
      Optional<Expression> key = in.expression(one, "key");
      String where = one.text("in", system);
      Duration patience = PolicyReader.positive(one, "wait", STANDARD_PATIENCE, LONGEST_PATIENCE);
      one.finish();
      key.ifPresent(
          expression -> requirements.add(new Requirement(flow, where, expression, patience)));
    }
    return requirements;
  }

  private void checkTarget(ConfigReader entry, String key, String name, String operation) {
    SystemDefinition system = systems.get(name);
    if (name.isEmpty()) {
      return;
    }
    if (system == null) {
      in.problems()
          .add(
              entry.at("to"),
              "there is no system `" + name + "`",
              Suggestion.among(systems.keySet(), name).orElse("add systems/" + name + ".yaml"));
    } else if (system.adapter().equals("none")) {
      in.problems()
          .add(
              entry.at("to"),
              "`" + name + "` only sends: it has no adapter",
              "name an adapter in systems/" + name + ".yaml");
    } else if (!operation.isEmpty() && !system.operations().containsKey(operation)) {
      in.problems()
          .add(
              entry.at(key),
              "system `" + name + "` has no operation `" + operation + "`",
              Suggestion.among(system.operations().keySet(), operation)
                  .orElse("add it to systems/" + name + ".yaml under `operations`"));
    }
  }

  private Optional<Expression> mapping(ConfigReader entry) {
    Optional<String> name = entry.optionalText("map");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String path = "mappings/" + name.get() + ".jsonata";
    if (in.source().file(path).isEmpty()) {
      in.problems()
          .add(
              entry.at("map"),
              "there is no mapping `" + name.get() + "`",
              Suggestion.among(Layout.names(in.source(), "mappings", ".jsonata"), name.get())
                  .orElse("add " + path));
    }
    return Optional.ofNullable(mappings.get(name.get()));
  }

  private int after(ConfigReader entry, Map<String, Integer> earlier) {
    Optional<String> name = entry.optionalText("after");
    if (name.isEmpty()) {
      return 0;
    }
    Integer number = earlier.get(name.get());
    if (number == null) {
      in.problems()
          .add(
              entry.at("after"),
              "no earlier step delivers to `" + name.get() + "`",
              earlier.isEmpty()
                  ? "the first step cannot wait for another"
                  : Suggestion.among(earlier.keySet(), name.get())
                      .orElse("move that step before this one"));
      return 0;
    }
    return number;
  }

  private Optional<RetryPolicy> retry(ConfigReader entry, String system) {
    if (entry.node("retry").isEmpty()) {
      return Optional.empty();
    }
    SystemDefinition target = systems.get(system);
    return Optional.of(
        PolicyReader.retry(
            entry.section("retry"), target == null ? RetryPolicy.STANDARD : target.retry()));
  }
}
