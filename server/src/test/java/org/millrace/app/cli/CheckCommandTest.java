package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {

  @TempDir private Path folder;
  private Path landscape = Path.of(".");

  @BeforeEach
  void copy() {
    landscape = TestLandscape.copy(folder.resolve("landscape"), "http://127.0.0.1:25190");
  }

  @Test
  void a_landscape_without_mistakes_is_told_as_such() {
    Run text = Run.of("check", landscape.toString());
    assertThat(text.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(text.out()).contains("no problems");

    Run json = Run.of("check", landscape.toString(), "--json");
    assertThat(json.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(json.json().path("problems")).isEmpty();
  }

  @Test
  void every_mistake_has_its_place_and_a_remedy() {
    TestLandscape.replace(landscape, "flows/production-confirmation.yaml", "to: erp", "to: erb");
    TestLandscape.replace(landscape, "systems/erp.yaml", "kind: ERP", "kin: ERP");
    Run text = Run.of("check", landscape.toString());
    assertThat(text.exit()).isEqualTo(ExitStatus.NO);
    assertThat(text.out())
        .contains(landscape + "/flows/production-confirmation.yaml:9:9:", "did you mean `erp`?")
        .contains("systems/erp.yaml:3:1: unknown key `kin`");

    JsonNode json = Run.of("check", landscape.toString(), "--json").json();
    JsonNode first = json.path("problems").path(0);
    assertThat(first.path("file").asString()).isEqualTo("flows/production-confirmation.yaml");
    assertThat(first.path("line").asInt()).isEqualTo(9);
    assertThat(first.path("message").asString()).contains("no system `erb`");
    assertThat(first.path("remedy").asString()).contains("erp");
  }

  @Test
  void an_environment_that_is_not_there_is_a_mistake() {
    Run run = Run.of("check", landscape.toString(), "--environment", "prod");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.out()).contains("there is no environment `prod`; there are: dev");
  }

  @Test
  void a_folder_that_is_not_there_is_wrong_usage() {
    Run run = Run.of("check", folder.resolve("nothing").toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("there is no folder", "./millrace check --help");
  }
}
