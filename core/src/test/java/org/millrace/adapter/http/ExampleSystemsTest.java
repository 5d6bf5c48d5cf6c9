package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.failure.Capability;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SystemDefinition;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The systems that are shipped as examples are proper ones. */
class ExampleSystemsTest {

  private static final Path SYSTEMS = Path.of("../examples/discrete-plant/systems");

  @ParameterizedTest
  @ValueSource(strings = {"erp", "mes", "wms", "qms", "carrier"})
  void each_passes_the_check(String name) throws IOException {
    Problems problems = new Problems();
    new HttpAdapter().check(system(name), problems);
    assertThat(problems.all()).isEmpty();
  }

  static SystemDefinition system(String name) throws IOException {
    String yaml =
        Files.readString(SYSTEMS.resolve(name + ".yaml"))
            .replace("${" + name + ".url}", "http://127.0.0.1:8090/" + name);
    JsonNode file =
        Bench.JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    List<OperationDefinition> operations = new ArrayList<>();
    for (var entry : file.path("operations").properties()) {
      ObjectNode settings = (ObjectNode) entry.getValue();
      JsonNode probe = settings.path("probe");
      settings.remove("probe");
      operations.add(
          new OperationDefinition(
              entry.getKey(),
              capability(file.path("idempotency").asString(), !probe.isMissingNode()),
              probe.isMissingNode() ? Optional.empty() : Optional.of(probe.asString()),
              Bench.declared(settings.toString())));
    }
    return Bench.system(
        file.path("connection").toString(), operations.toArray(OperationDefinition[]::new));
  }

  private static Capability capability(String idempotency, boolean probe) {
    return switch (idempotency) {
      case "header", "field" -> Capability.TOKEN;
      case "unique-number" -> Capability.UNIQUE_NUMBER;
      default -> probe ? Capability.PROBE : Capability.BLIND;
    };
  }
}
