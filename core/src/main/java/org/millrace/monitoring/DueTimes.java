package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;

/** How soon a case wants somebody, by the criticality of its flow. */
final class DueTimes {

  private static final Duration NORMAL = Duration.ofHours(8);

  private static final Map<String, Duration> BY_CRITICALITY =
      Map.of(
          "critical", Duration.ofMinutes(30),
          "high", Duration.ofHours(2),
          "normal", NORMAL,
          "low", Duration.ofDays(1));

  private DueTimes() {}

  static Instant of(Landscape landscape, String flow, Instant since) {
    return since.plus(
        Optional.ofNullable(landscape.flows().get(flow))
            .map(FlowDefinition::criticality)
            .map(BY_CRITICALITY::get)
            .orElse(NORMAL));
  }
}
