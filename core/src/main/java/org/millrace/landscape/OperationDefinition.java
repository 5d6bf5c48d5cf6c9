package org.millrace.landscape;

import java.util.Optional;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;

/**
 * One operation of a target system.
 *
 * @param name as flows refer to it
 * @param capability what this operation guarantees against doubled effects
 * @param probe the operation that asks whether a document arrived, if there is one
 * @param retry overrides the system's policy
 * @param settings the adapter's own part
 */
public record OperationDefinition(
    String name,
    Capability capability,
    Optional<String> probe,
    Optional<RetryPolicy> retry,
    ConfigNode.Mapping settings) {

  /** An operation that is retried as its system says. */
  public OperationDefinition(
      String name, Capability capability, Optional<String> probe, ConfigNode.Mapping settings) {
    this(name, capability, probe, Optional.empty(), settings);
  }
}
