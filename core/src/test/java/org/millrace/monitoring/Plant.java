package org.millrace.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millrace.contract.ContractSchema;
import org.millrace.failure.RetryPolicy;
import org.millrace.landscape.BreakerPolicy;
import org.millrace.landscape.CallbackDestination;
import org.millrace.landscape.Callbacks;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.ConfigNode;
import org.millrace.landscape.ContractVersion;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.Position;
import org.millrace.landscape.SystemDefinition;
import org.millrace.landscape.TargetLimits;

/** A small landscape: the MES confirms to the ERP, and then to analytics. */
public final class Plant {

  private static final Position HERE = Position.startOf("plant.yaml");
  private static final ContractSchema ANYTHING = content -> List.of();

  private static final Callbacks CALLBACKS =
      new Callbacks(
          "mes-webhooks",
          List.of(new CallbackDestination("https://mes.example", "https", "mes.example", 443, "")));

  private Plant() {}

  public static Landscape landscape() {
    return new Landscape(
        "test-plant",
        "test",
        Map.of(
            "mes", system("mes", "Hall 3 MES", "MES"),
            "erp", system("erp", "Brook Street ERP", "ERP"),
            "analytics", system("analytics", "Analytics", "BI")),
        Map.of("production-confirmation", flow()),
        Map.of("floor-events", channel(false), "signed-events", channel(true)),
        Map.of(),
        Map.of("closed-period", "# Closed period\n\nAsk finance to reopen it."));
  }

  /** Over which the MES sends what it cannot be told "no" for. */
  private static ChannelDefinition channel(boolean signed) {
    return new ChannelDefinition(
        signed ? "signed-events" : "floor-events",
        "Events of hall 3",
        "mes",
        new ChannelDefinition.Leads.Fixed("confirm-production"),
        Optional.empty(),
        signed ? Optional.of("mes-webhooks") : Optional.empty(),
        List.of("x-event-type"),
        new ChannelDefinition.Limits(1_000, 3, 2_000),
        HERE);
  }

  private static SystemDefinition system(String name, String title, String kind) {
    return new SystemDefinition(
        name,
        title,
        kind,
        "http",
        Optional.empty(),
        ConfigNode.Mapping.empty(HERE),
        List.of(),
        new TargetLimits(8, OptionalDouble.empty(), Duration.ofSeconds(10)),
        BreakerPolicy.STANDARD,
        RetryPolicy.STANDARD,
        Duration.ofSeconds(30),
        Map.of(),
        List.of(),
        name.equals("mes") ? Optional.of(CALLBACKS) : Optional.empty(),
        HERE);
  }

  private static FlowDefinition flow() {
    return new FlowDefinition(
        "production-confirmation",
        "MES confirms production to the ERP",
        "confirm-production",
        "order-to-stock",
        "critical",
        new ContractVersion("production-confirmation", "2.0.0", ANYTHING),
        "production-confirmation",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(step(1, "erp", "post-confirmation", 0), step(2, "analytics", "publish", 1)),
        List.of(),
        List.of(),
        Map.of(),
        List.of("/order"),
        false,
        HERE);
  }

  private static FlowStep step(int number, String system, String operation, int after) {
    return new FlowStep(
        number,
        system,
        operation,
        Optional.empty(),
        Optional.empty(),
        after,
        List.of(),
        Optional.empty());
  }
}
