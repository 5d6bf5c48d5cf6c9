package org.millrace.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.failure.Capability;
import org.millrace.failure.RetryPolicy;

/**
 * Reads a system's operations. {@code idempotency}, {@code probe} and {@code retry} are ours, with
 * the system's values as defaults; all other keys are left to the adapter.
 */
final class OperationReader {

  private final RetryPolicy retry;
  private final Problems problems;
  private final ConfigNode.Mapping operations;
  private final Idempotency idempotency;
  private final Optional<String> probe;

  /**
   * @param retry the system's policy, which an operation's overrides key by key
   */
  OperationReader(ConfigReader system, RetryPolicy retry, Problems problems) {
    this.retry = retry;
    this.problems = problems;
    this.operations = system.mapping("operations");
    this.idempotency = system.choice("idempotency", Idempotency.class, Idempotency.NONE);
    this.probe = probe(system);
  }

  /** What a target itself does about a request that comes twice. */
  enum Idempotency {
    NONE,
    HEADER,
    FIELD,
    UNIQUE_NUMBER
  }

  Map<String, OperationDefinition> read() {
    Map<String, OperationDefinition> read = new LinkedHashMap<>();
    operations
        .entries()
        .forEach(
            (name, value) -> {
              Names.check(name, operations.keys().getOrDefault(name, value.at()), problems);
              if (value instanceof ConfigNode.Mapping mapping) {
                read.put(name, operation(name, mapping));
              } else {
                problems.add(value.at(), "`" + name + "` must be a mapping, not " + value.kind());
              }
            });
    return read;
  }

  private OperationDefinition operation(String name, ConfigNode.Mapping mapping) {
    ConfigReader reader = new ConfigReader(mapping, problems);
    Idempotency own = reader.choice("idempotency", Idempotency.class, idempotency);
    Optional<String> asked = probe(reader).or(() -> probe).filter(other -> !other.equals(name));
    Optional<RetryPolicy> ownRetry =
        reader.node("retry").isEmpty()
            ? Optional.empty()
            : Optional.of(PolicyReader.retry(reader.section("retry"), retry));
    return new OperationDefinition(
        name, capability(own, asked), asked, ownRetry, settings(mapping));
  }

  private Optional<String> probe(ConfigReader reader) {
    Optional<String> named = reader.optionalText("probe");
    if (named.isPresent() && !operations.entries().containsKey(named.get())) {
      problems.add(
          reader.at("probe"),
          "the system has no operation `" + named.get() + "`",
          Suggestion.among(operations.entries().keySet(), named.get())
              .orElse("add it under `operations`"));
    }
    return named;
  }

  private static Capability capability(Idempotency idempotency, Optional<String> probe) {
    return switch (idempotency) {
      case HEADER, FIELD -> Capability.TOKEN;
      case UNIQUE_NUMBER -> Capability.UNIQUE_NUMBER;
      case NONE -> probe.isPresent() ? Capability.PROBE : Capability.BLIND;
    };
  }

  /** The mapping without our own keys, so that an adapter can refuse the keys it does not know. */
  private static ConfigNode.Mapping settings(ConfigNode.Mapping mapping) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove("idempotency");
    entries.remove("probe");
    entries.remove("retry");
    return new ConfigNode.Mapping(entries, mapping.keys(), mapping.at());
  }
}
