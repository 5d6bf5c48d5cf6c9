package org.millrace.landscape;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is declared, valid as a whole, compiled and immutable.
 *
 * @param name the landscape's name
 * @param environment the environment it was read for
 * @param systems by name
 * @param flows by name
 * @param channels by name
 * @param criticality classes of flows by name, those included that need not be declared
 * @param runbooks what to do about failures, in Markdown, by their code
 */
public record Landscape(
    String name,
    String environment,
    Map<String, SystemDefinition> systems,
    Map<String, FlowDefinition> flows,
    Map<String, ChannelDefinition> channels,
    Map<String, CredentialSource> credentials,
    Map<String, Criticality> criticality,
    Map<String, String> runbooks) {

  /** With the classes that need not be declared. */
  public Landscape(
      String name,
      String environment,
      Map<String, SystemDefinition> systems,
      Map<String, FlowDefinition> flows,
      Map<String, ChannelDefinition> channels,
      Map<String, CredentialSource> credentials,
      Map<String, String> runbooks) {
    this(name, environment, systems, flows, channels, credentials, Criticality.STANDARD, runbooks);
  }

  public Landscape {
    systems = Map.copyOf(systems);
    flows = Map.copyOf(flows);
    channels = Map.copyOf(channels);
    credentials = Map.copyOf(credentials);
    criticality = Map.copyOf(criticality);
    runbooks = Map.copyOf(runbooks);
  }

  /** The flow that serves an operation. */
  public Optional<FlowDefinition> flowFor(String operation) {
    return flows.values().stream().filter(f -> f.operation().equals(operation)).findFirst();
  }

  /** The class of a flow; the normal one if there is no such flow any more. */
  public Criticality criticalityOf(String flow) {
    FlowDefinition found = flows.get(flow);
    String name = found == null ? Criticality.NORMAL : found.criticality();
    Criticality declared = criticality.get(name);
    return declared != null
        ? declared
        : requireNonNull(Criticality.STANDARD.get(Criticality.NORMAL));
  }

  /** The step to a system that matters most: what is told of the system is told as of its flow. */
  public Optional<StepTo> mostCriticalTo(String system) {
    return flows.values().stream()
        .flatMap(
            flow ->
                flow.steps().stream()
                    .filter(step -> step.system().equals(system))
                    .map(step -> new StepTo(flow.name(), step.number())))
        .min(
            comparing((StepTo one) -> criticalityOf(one.flow()).due())
                .thenComparing(StepTo::flow)
                .thenComparingInt(StepTo::step));
  }

  /** A step of a flow. */
  public record StepTo(String flow, int step) {}

  public @Nullable SystemDefinition system(String name) {
    return systems.get(name);
  }
}
