package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A landscape is checked before it is applied, without a node. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class CheckTest {

  @TempDir private Path folder;

  @BeforeEach
  void write_landscape() throws IOException {
    try (TestErp erp = new TestErp()) {
      TestLandscape.write(folder, erp);
    }
  }

  @Test
  void one_run_reports_every_mistake_of_every_file_with_its_place() throws Exception {
    spoil();

    Cli.Ended checked = Cli.run("check", folder.toString());

    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.output().lines().map(line -> line.replace(folder + "/", "")).toList())
        .containsExactly(
            "contracts/production-confirmation/1.0.0.schema.json:1:1: at /required: string found,"
                + " array expected",
            "flows/production-confirmation.yaml:8:10: there is no system `epr`; add"
                + " systems/epr.yaml",
            "flows/production-confirmation.yaml:9:26: system `erp` has no operation"
                + " `post-confirmations`; did you mean `post-confirmation`?",
            "flows/production-confirmation.yaml:9:51: there is no mapping `confirmation-to-epr`;"
                + " did you mean `confirmation-to-erp`?",
            "mappings/confirmation-to-erp.jsonata:1:22: this is no JSONata: Expected \"}\" before"
                + " end of expression",
            "systems/mes.yaml:1:1: `kind` is missing; add `kind: …`",
            "systems/mes.yaml:2:1: unknown key `kinds`; did you mean `kind`?",
            "systems/qms.yaml:3:10: there is no adapter `htpp`; did you mean `http`?",
            "systems/wms.yaml:3:8: this is no YAML: expected ',' or ']', but got :; check"
                + " indentation, colons and quotes",
            "9 problems");

    Cli.Ended json = Cli.run("check", folder.toString(), "--json");
    assertThat(json.status()).isEqualTo(1);
    List<JsonNode> problems =
        NodeProcess.JSON.readTree(json.output()).path("problems").valueStream().toList();
    assertThat(problems)
        .hasSize(9)
        .allMatch(problem -> problem.path("line").asInt() > 0 && problem.path("column").asInt() > 0)
        .anyMatch(
            problem ->
                problem.path("file").asString("").equals("systems/mes.yaml")
                    && problem.path("message").asString("").equals("unknown key `kinds`")
                    && problem.path("remedy").asString("").equals("did you mean `kind`?"));
  }

  @Test
  void a_landscape_without_mistakes_is_said_to_have_none() throws Exception {
    Cli.Ended checked = Cli.run("check", folder.toString());

    assertThat(checked.status()).isZero();
    assertThat(checked.output()).isEqualTo(folder + ": no problems\n");
  }

  private void spoil() throws IOException {
    TestLandscape.put(folder, "systems/mes.yaml", "system: mes\nkinds: MES\nadapter: none\n");
    TestLandscape.put(folder, "systems/wms.yaml", "system: wms\nkind: [WMS\nadapter: none\n");
    TestLandscape.put(folder, "systems/qms.yaml", "system: qms\nkind: QMS\nadapter: htpp\n");
    TestLandscape.put(folder, "mappings/confirmation-to-erp.jsonata", "{\"reference\": order &\n");
    TestLandscape.put(
        folder,
        "contracts/production-confirmation/1.0.0.schema.json",
        "{\"type\": \"object\",\n \"required\": \"order\"}\n");
    Path flow = folder.resolve("flows/production-confirmation.yaml");
    Files.writeString(
        flow,
        Files.readString(flow)
            + """
              - {to: epr, operation: post-confirmation}
              - {to: erp, operation: post-confirmations, map: confirmation-to-epr}
            """);
  }
}
