package org.millrace.landscape;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.failure.Capability;
import org.millrace.failure.FailureClass;
import tools.jackson.databind.json.JsonMapper;

class LandscapeLoaderTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void a_valid_landscape_is_read_whole() throws Exception {
    Landscape landscape = Landscapes.loaded(Landscapes.source("small"), "dev");
    assertThat(landscape.name()).isEqualTo("small-plant");
    FlowDefinition flow = landscape.flowFor("confirm-production").orElseThrow();
    assertThat(flow.contract().label()).isEqualTo("production-confirmation@2.1.0");
    assertThat(flow.object()).isEqualTo("production-order");
    assertThat(flow.owners()).containsEntry("business", "production-planning");
    assertThat(flow.editable()).containsExactly("quantity", "unit");
    assertThat(flow.skipOnFailure()).isFalse();
    var message = JSON.readTree("{\"order\":\"PO-1\",\"confirmation\":\"7\"}");
    assertThat(flow.key().orElseThrow().evaluate(message)).hasToString("\"PO-1/7\"");
    assertThat(flow.orderBy().orElseThrow().evaluate(message)).hasToString("\"PO-1\"");
    assertThat(flow.step(1).retry().orElseThrow().attempts()).isEqualTo(3);
    assertThat(flow.step(1).retry().orElseThrow().first()).isEqualTo(Duration.ofMillis(500));
    assertThat(flow.step(1).map()).isPresent();
    assertThat(flow.step(2).after()).isEqualTo(1);
  }

  @Test
  void a_system_has_its_limits_rules_and_guarantees() throws Exception {
    Landscape landscape = Landscapes.loaded(Landscapes.source("small"), "dev");
    SystemDefinition erp = requireNonNull(landscape.systems().get("erp"));
    assertThat(erp.limits().ratePerSecond()).hasValue(50);
    assertThat(erp.breaker().failureRate()).isEqualTo(0.5);
    assertThat(erp.settle()).isEqualTo(Duration.ofMinutes(1));
    assertThat(erp.destinations()).containsExactly("erp.plant.example", "10.1.0.0/16");
    assertThat(capability(erp, "post-confirmation")).isEqualTo(Capability.PROBE);
    assertThat(capability(erp, "post-numbered")).isEqualTo(Capability.UNIQUE_NUMBER);
    assertThat(capability(erp, "find-confirmation")).isEqualTo(Capability.BLIND);
    FailureRule rule = erp.failures().getFirst();
    assertThat(rule.is()).isEqualTo(FailureClass.BUSINESS_RULE);
    assertThat(rule.releaseOn())
        .contains(new FailureRule.ReleaseOn("fiscal-period.reopened", Optional.empty()));
    assertThat(rule.when().holds(JSON.readTree("{\"error\":{\"message\":\"Period is closed\"}}")))
        .isTrue();
  }

  private static Capability capability(SystemDefinition system, String operation) {
    return system.operations().entrySet().stream()
        .filter(entry -> entry.getKey().equals(operation))
        .findFirst()
        .orElseThrow()
        .getValue()
        .capability();
  }

  @Test
  void only_the_environment_differs_between_environments() {
    ConfigNode dev = url(Landscapes.loaded(Landscapes.source("small"), "dev"));
    ConfigNode prod = url(Landscapes.loaded(Landscapes.source("small"), "prod"));
    assertThat(dev).isInstanceOf(ConfigNode.Scalar.class).asString().contains("127.0.0.1:8000");
    assertThat(prod).asString().contains("https://erp.plant.example");
    CredentialSource credential =
        requireNonNull(
            Landscapes.loaded(Landscapes.source("small"), "prod")
                .credentials()
                .get("erp-integration"));
    assertThat(credential.fields())
        .containsEntry("user", new CredentialSource.Source.Plain("millrace"))
        .containsEntry("password", new CredentialSource.Source.Variable("ERP_PASSWORD"));
  }

  private static ConfigNode url(Landscape landscape) {
    SystemDefinition erp = requireNonNull(landscape.systems().get("erp"));
    return requireNonNull(erp.connection().entries().get("url"));
  }

  @Test
  void every_mistake_is_reported_at_once_with_place_and_remedy() throws IOException {
    String found = String.join("\n", Landscapes.problems(Landscapes.source("broken"), "dev"));
    assertThat(found + "\n").isEqualTo(Landscapes.approved("broken.problems.txt"));
  }

  @Test
  void an_unknown_environment_is_named_with_the_known_ones() {
    assertThat(Landscapes.problems(Landscapes.source("small"), "prd"))
        .contains("environments/prd.yaml:1:1: there is no environment `prd`; did you mean `prod`?");
  }

  @Test
  void an_exact_or_shorter_version_can_be_accepted() {
    String flow =
        """
        flow: production-confirmation
        accepts: production-confirmation@2.0
        order: none
        deliver: [{to: analytics, operation: publish}]
        """;
    Landscape landscape =
        Landscapes.loaded(
            Landscapes.small(Map.of("flows/production-confirmation.yaml", flow)), "dev");
    FlowDefinition read = landscape.flowFor("production-confirmation").orElseThrow();
    assertThat(read.contract().version()).isEqualTo("2.0.0");
    assertThat(read.orderBy()).isEmpty();
    assertThat(read.key()).isEmpty();
  }

  @Test
  @Timeout(20)
  void two_hundred_flows_load_in_seconds() {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      files.put(
          "flows/flow-" + i + ".yaml",
          """
          flow: flow-%d
          accepts: production-confirmation@2
          key: order & "/" & confirmation
          order: {by: order}
          deliver:
            - {to: erp, operation: post-confirmation, map: mapping-%d, confirmed-when: response.ok}
            - {to: analytics, operation: publish, after: erp}
          """
              .formatted(i, i));
      files.put(
          "mappings/mapping-" + i + ".jsonata", "{\"a\": order, \"b\": $sum(items.quantity)}");
    }
    assertThat(Landscapes.loaded(Landscapes.small(files), "dev").flows()).hasSize(201);
  }
}
