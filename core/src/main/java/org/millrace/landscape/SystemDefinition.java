package org.millrace.landscape;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.failure.RetryPolicy;

/**
 * A system as declared in {@code systems/*.yaml}.
 *
 * @param name its key in the landscape
 * @param title what people call it
 * @param kind ERP, MES, WMS and so on
 * @param adapter name of the adapter; {@code none} for a system that only sends
 * @param connection the adapter's own part; its {@code credential} names a credential
 * @param destinations hosts and networks (CIDR) beyond public addresses that may be connected to
 * @param settle longest processing plus visibility lag before a probe's "absent" can be believed
 * @param failures classification rules, first match wins
 * @param callbacks where it may be told what became of the messages it sends
 * @param at where the file starts
 */
public record SystemDefinition(
    String name,
    String title,
    String kind,
    String adapter,
    Optional<String> apiVersion,
    ConfigNode.Mapping connection,
    List<String> destinations,
    TargetLimits limits,
    BreakerPolicy breaker,
    RetryPolicy retry,
    Duration settle,
    Map<String, OperationDefinition> operations,
    List<FailureRule> failures,
    Optional<Callbacks> callbacks,
    Position at) {

  public SystemDefinition {
    destinations = List.copyOf(destinations);
    operations = Map.copyOf(operations);
    failures = List.copyOf(failures);
  }
}
