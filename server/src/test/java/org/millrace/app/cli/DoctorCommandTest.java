package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestNode.Shared.class)
class DoctorCommandTest {

  @TempDir private Path folder;

  @Test
  void a_healthy_node_passes_every_check(TestNode node) {
    Run text = Run.at(node, "doctor");
    assertThat(text.out()).contains("ok    node", node.address(), "0 failed");
    assertThat(text.exit()).isEqualTo(ExitStatus.DONE);

    Run json = Run.at(node, "doctor", "--json");
    assertThat(json.json().path("ok").asBoolean()).isTrue();
    Map<String, String> levels = levels(json);
    assertThat(levels)
        .containsEntry("java", "ok")
        .containsEntry("postgresql", "ok")
        .containsEntry("database", "ok")
        .containsEntry("clock", "ok")
        .containsEntry("node", "ok")
        .containsEntry("ready: journal", "ok")
        .containsEntry("landscape", "ok")
        .containsEntry("system erp", "ok")
        .containsEntry("credential erp", "ok")
        .containsKeys("platform", "memory", "open files", "data folder", "disk", "cases");
  }

  @Test
  void without_a_node_it_tells_what_a_start_would_find() throws IOException {
    Path landscape = landscape("http://127.0.0.1:" + closedPort());
    Run run = look("--landscape", landscape.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.out())
        .contains("is not there yet; the first start makes it", "no database in")
        .contains("FAIL  system erp", "takes no connection")
        .contains("FAIL  credential erp", "there is no file " + folder + "/data/secrets/erp-token")
        .contains("-> write it");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_landscape_with_mistakes_is_told_with_the_first_of_them() {
    Path landscape = landscape("http://127.0.0.1:25190");
    TestLandscape.replace(landscape, "systems/erp.yaml", "kind: ERP", "kin: ERP");
    Run run = look("--landscape", landscape.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.out())
        .contains("FAIL  landscape", "2 mistakes", "systems/erp.yaml:1:1", "./millrace check");
  }

  @Test
  void a_target_outside_of_its_destinations_is_not_connected(TestNode node) {
    Path landscape = landscape(node.erp().url());
    TestLandscape.replace(landscape, "systems/erp.yaml", "[127.0.0.1]", "[10.0.0.0/8]");
    Run run = look("--landscape", landscape.toString());
    assertThat(run.out()).contains("FAIL  system erp", "`destinations` does not allow");
  }

  @Test
  void a_port_that_is_taken_is_told_with_its_owner() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = look("--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.out())
          .contains("warn  port " + taken.getLocalPort())
          .contains("process " + ProcessHandle.current().pid());
      assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    }
  }

  @Test
  void a_node_that_does_not_answer_or_does_not_know_the_key_is_told(TestNode node)
      throws IOException {
    Run silent =
        Run.of("doctor", "--url", "http://127.0.0.1:" + closedPort(), "--key", "mr_x", "--json");
    assertThat(silent.err()).isEmpty();
    assertThat(silent.exit()).isEqualTo(ExitStatus.NO);
    assertThat(levels(silent)).containsEntry("node", "fail").doesNotContainKey("data folder");
    Run stranger = Run.of("doctor", "--url", node.address(), "--key", "mr_x");
    assertThat(stranger.exit()).isEqualTo(ExitStatus.NO);
    assertThat(stranger.out()).contains("FAIL  node", "-> The node at", "does not know this key");
  }

  @Test
  void held_systems_and_open_cases_are_worth_a_look(TestNode node) {
    Run.at(node, "hold", "erp", "--reason", "stocktaking");
    Run run = Run.at(node, "doctor");
    Run.at(node, "release", "system", "erp", "--reason", "done");
    assertThat(run.out())
        .contains("warn  deliveries to erp", "stocktaking", "./millrace release system erp");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void a_secret_that_others_can_read_is_a_failure() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("admin.key"), "mr_x");
    Files.setPosixFilePermissions(
        data.resolve("admin.key"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Run run = look();
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.out()).contains("admin.key is open to others", "chmod go=");
  }

  private Run look(String... more) {
    List<String> words = new ArrayList<>(List.of("doctor", "--data", folder + "/data"));
    words.addAll(List.of(more));
    if (!words.contains("--port")) {
      words.addAll(List.of("--port", "25192"));
    }
    return Run.of(words.toArray(String[]::new));
  }

  private Path landscape(String erp) {
    return TestLandscape.copy(folder.resolve("landscape"), erp);
  }

  private static Map<String, String> levels(Run run) {
    return run.json()
        .path("findings")
        .valueStream()
        .collect(
            Collectors.toMap(
                (JsonNode finding) -> finding.path("check").asString(),
                finding -> finding.path("level").asString(),
                (first, second) -> first));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
