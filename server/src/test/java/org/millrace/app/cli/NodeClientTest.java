package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What commands say when there is no node, another one, or one that does not let them. */
@ExtendWith(TestNode.Shared.class)
class NodeClientTest {

  private static final String UNKNOWN_KEY =
      "mr_abcdefgh_0123456789012345678901234567890123456789012";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show",
        "status",
        "cases",
        "key list",
        "key revoke abcdefgh",
        "hold erp --reason abc",
        "release 1 --reason abc",
        "cancel 019b0000-0000-7000-8000-000000000000:1 --reason abc"
      })
  void without_a_node_every_command_says_how_to_get_one(String command) {
    Run text = Run.of((command + " --data " + folder).split(" ", -1));
    assertThat(text.exit()).isEqualTo(ExitStatus.NO_NODE);
    assertThat(text.out()).isEmpty();
    assertThat(text.err())
        .contains("No node runs over " + folder, "./millrace up", "--url")
        .doesNotContain("\tat ");

    Run json = Run.of((command + " --json --data " + folder).split(" ", -1));
    assertThat(json.exit()).isEqualTo(ExitStatus.NO_NODE);
    assertThat(json.json().path("detail").asString()).contains("No node runs over");
    assertThat(json.err()).isNotEmpty();
  }

  @Test
  void a_node_that_ended_hard_is_told_as_such() throws IOException {
    Files.writeString(folder.resolve("node.address"), "http://127.0.0.1:" + closedPort() + "\n");
    Files.writeString(folder.resolve("admin.key"), UNKNOWN_KEY + "\n");
    Run run = Run.of("status", "--data", folder.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.NO_NODE);
    assertThat(run.err()).contains("nothing listens there any more", "up --data " + folder);
  }

  @Test
  void an_address_where_nothing_listens_is_told() throws IOException {
    Run run = Run.of("status", "--url", "http://127.0.0.1:" + closedPort(), "--key", UNKNOWN_KEY);
    assertThat(run.exit()).isEqualTo(ExitStatus.NO_NODE);
    assertThat(run.err()).contains("Nothing listens at");
  }

  @Test
  void a_name_that_is_not_known_is_told() {
    Run run = Run.of("status", "--url", "http://node.invalid:8080", "--key", UNKNOWN_KEY);
    assertThat(run.exit()).isEqualTo(ExitStatus.NO_NODE);
    assertThat(run.err()).contains("node.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "http://a b", "ftp://erp", "http://u:p@host", "http://h?x=1", ""})
  void what_is_no_address_is_wrong_usage(String url) {
    Run run = Run.of("status", "--url", url, "--key", UNKNOWN_KEY);
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("write one such as http://127.0.0.1:8080");
  }

  @Test
  void a_node_elsewhere_needs_a_key(TestNode node) {
    Run run = Run.of("status", "--url", node.address());
    assertThat(run.exit()).isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(run.err()).contains("MILLRACE_KEY", "--key");
    Run broken = Run.of("status", "--url", node.address(), "--key", "mr_x\r\nX: y");
    assertThat(broken.exit()).isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(broken.err()).contains("copy it again").doesNotContain("X: y");
  }

  @Test
  void a_slash_after_the_address_does_no_harm(TestNode node) {
    String key = node.key("read");
    assertThat(Run.of("status", "--url", node.address() + "/", "--key", key).exit())
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void a_key_of_another_node_is_told(TestNode node) throws IOException {
    Run given = Run.of("status", "--url", node.address(), "--key", UNKNOWN_KEY, "--json");
    assertThat(given.exit()).isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(given.err()).contains("does not know this key", "--key");
    assertThat(given.json().path("type").asString()).isEqualTo("/problems/unauthenticated");
    assertThat(given.all()).doesNotContain(UNKNOWN_KEY);

    Files.writeString(folder.resolve("node.address"), node.address() + "\n");
    Files.writeString(folder.resolve("admin.key"), UNKNOWN_KEY + "\n");
    Run found = Run.of("status", "--data", folder.toString());
    assertThat(found.exit()).isEqualTo(ExitStatus.NOT_ALLOWED);
    assertThat(found.err()).contains("admin.key", "a node of another data folder");
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html, <html>hello</html>",
    "200, application/json, []",
    "200, application/json, '{\"hello\":1}'",
    "404, text/html, <html>nothing</html>",
    "404, application/json, '{\"error\":\"nothing\"}'",
    "301, text/plain, elsewhere",
    "500, text/plain, oh"
  })
  void what_is_no_node_is_told_as_such(int status, String type, String body) {
    try (Stranger stranger = new Stranger(status, type, body, Map.of())) {
      Run run = Run.of("key", "list", "--url", stranger.url(), "--key", UNKNOWN_KEY, "--json");
      assertThat(run.exit()).isEqualTo(ExitStatus.NO_NODE);
      assertThat(run.err()).contains(stranger.url() + " is no Millrace node");
      assertThat(run.json().path("detail").asString()).contains("is no Millrace node");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, quota-exceeded, 5, Try again in 7 s",
    "503, temporary-reduced-capacity, 5, Try again in 7 s",
    "409, request-in-flight, 5, Try again in 7 s",
    "409, state-changed, 1, Told by a test",
    "403, forbidden, 4, ./millrace key create",
    "401, unauthenticated, 4, does not know this key",
    "500, internal-error, 1, correlation id c-1"
  })
  void every_refusal_has_its_status_and_what_to_do(int http, String type, int exit, String remedy) {
    try (Stranger node = Stranger.problem(http, type, Map.of("Retry-After", "7"))) {
      Run run = Run.of("cases", "--url", node.url(), "--key", UNKNOWN_KEY, "--json");
      assertThat(run.exit()).isEqualTo(exit);
      assertThat(run.err()).contains("Told by a test.", remedy);
      JsonNode json = run.json();
      assertThat(json.path("type").asString()).isEqualTo("/problems/" + type);
    }
  }

  @Test
  void what_closes_without_an_answer_is_told() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> closeAll(silent));
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      Run run = Run.of("status", "--url", url, "--key", UNKNOWN_KEY);
      assertThat(run.exit()).isEqualTo(ExitStatus.NO_NODE);
      assertThat(run.err()).contains(url + " broke off");
    }
  }

  private static void closeAll(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
