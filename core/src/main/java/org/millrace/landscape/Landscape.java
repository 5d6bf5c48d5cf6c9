package org.millrace.landscape;

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
 * @param runbooks what to do about failures, in Markdown, by their code
 */
public record Landscape(
    String name,
    String environment,
    Map<String, SystemDefinition> systems,
    Map<String, FlowDefinition> flows,
    Map<String, ChannelDefinition> channels,
    Map<String, CredentialSource> credentials,
    Map<String, String> runbooks) {

  public Landscape {
    systems = Map.copyOf(systems);
    flows = Map.copyOf(flows);
    channels = Map.copyOf(channels);
    credentials = Map.copyOf(credentials);
    runbooks = Map.copyOf(runbooks);
  }

  /** The flow that serves an operation. */
  public Optional<FlowDefinition> flowFor(String operation) {
    return flows.values().stream().filter(f -> f.operation().equals(operation)).findFirst();
  }

  public @Nullable SystemDefinition system(String name) {
    return systems.get(name);
  }
}
