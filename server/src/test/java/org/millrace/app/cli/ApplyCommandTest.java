package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class ApplyCommandTest {

  @TempDir private Path folder;

  @Test
  void a_landscape_comes_into_force_as_the_next_version(TestNode node) {
    Path landscape = copy(node);
    int before = version(node);
    TestLandscape.replace(landscape, "systems/mes.yaml", "kind: MES", "kind: MES\ntitle: Shop");
    Run changed = Run.at(node, "apply", landscape.toString());
    assertThat(changed.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(changed.out())
        .contains("in force: version " + (before + 1) + " of `bench-plant`", "`dev`");

    Run same = Run.at(node, "apply", landscape.toString());
    assertThat(same.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(same.out()).contains("nothing to do: version " + (before + 1));
    Run json = Run.at(node, "apply", landscape.toString(), "--json");
    assertThat(json.json().path("version").asInt()).isEqualTo(before + 1);
  }

  @Test
  void a_landscape_with_mistakes_changes_nothing(TestNode node) {
    Path landscape = copy(node);
    int before = version(node);
    TestLandscape.replace(landscape, "flows/production-confirmation.yaml", "to: erp", "to: erb");
    Run text = Run.at(node, "apply", landscape.toString());
    assertThat(text.exit()).isEqualTo(ExitStatus.NO);
    assertThat(text.out()).isEmpty();
    assertThat(text.err())
        .contains(landscape + "/flows/production-confirmation.yaml:9:9:")
        .contains("the landscape in force stays");

    Run json = Run.at(node, "apply", landscape.toString(), "--json");
    assertThat(json.exit()).isEqualTo(ExitStatus.NO);
    assertThat(json.json().path("type").asString()).isEqualTo("/problems/landscape-invalid");
    assertThat(json.json().path("errors").path(0).path("line").asInt()).isEqualTo(9);
    assertThat(version(node)).isEqualTo(before);
  }

  @Test
  void another_landscape_is_refused_unless_it_is_meant(TestNode node) {
    Path landscape = copy(node);
    int before = version(node);
    TestLandscape.replace(landscape, "landscape.yaml", "bench-plant", "other-plant");
    Run refused = Run.at(node, "apply", landscape.toString());
    assertThat(refused.exit()).isEqualTo(ExitStatus.NO);
    assertThat(refused.err()).contains("`bench-plant`", "`other-plant`", "--replace");
    assertThat(version(node)).isEqualTo(before);

    Run meant = Run.at(node, "apply", landscape.toString(), "--replace");
    assertThat(meant.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(meant.out()).contains("of `other-plant`");
    Run back = Run.at(node, "apply", node.landscape().toString(), "--replace");
    assertThat(back.exit()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void a_key_without_the_right_is_told_which_it_lacks(TestNode node) {
    Run run =
        Run.of(
            "apply", node.landscape().toString(),
            "--url", node.address(),
            "--key", node.key("read"));
    assertThat(run.exit()).isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(run.err()).contains("lacks the right admin", "./millrace key create");
  }

  @Test
  void a_folder_that_is_not_there_is_wrong_usage(TestNode node) {
    assertThat(Run.at(node, "apply", folder + "/nothing").exit()).isEqualTo(ExitStatus.USAGE);
  }

  private Path copy(TestNode node) {
    return TestLandscape.copy(folder.resolve("landscape"), node.erp().url());
  }

  private static int version(TestNode node) {
    return node.get("/v1/landscape").path("version").asInt();
  }
}
