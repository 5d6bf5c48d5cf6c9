package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start fails, perhaps with the database up already: nothing of the node stays behind. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folders
class HalfFailedStartTest {

  @TempDir private Path folder;
  private Path data;
  private Path landscape;

  @BeforeEach
  void write_landscape() throws IOException {
    data = folder.resolve("data");
    try (TestErp erp = new TestErp()) {
      landscape = TestLandscape.write(folder.resolve("landscape"), erp);
    }
  }

  @Test
  void a_port_that_is_taken_is_named_with_what_to_do() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli.Ended ended = up(other.getLocalPort());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.errors())
          .contains("Port " + other.getLocalPort())
          .contains("taken by")
          .contains("choose another")
          .contains("--port")
          .doesNotContain("Exception");
      assertNothingRuns();
    }
  }

  @Test
  void a_landscape_with_mistakes_is_refused_with_all_of_them_and_the_database_is_stopped()
      throws Exception {
    TestLandscape.put(landscape, "systems/mes.yaml", "system: mes\nkinds: MES\nadapter: none\n");

    Cli.Ended ended = up(0);

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors())
        .contains("The landscape has mistakes and was not applied:")
        .contains("systems/mes.yaml:1:1: `kind` is missing")
        .contains("systems/mes.yaml:2:1: unknown key `kinds`; did you mean `kind`?")
        .doesNotContain("Exception");
    assertThat(PostgresProcesses.cluster(data).resolve("PG_VERSION"))
        .as("the database was up before the landscape was read")
        .exists();
    assertNothingRuns();
  }

  private Cli.Ended up(int port) throws Exception {
    return Cli.run(
        "up",
        "--data",
        data.toString(),
        "--landscape",
        landscape.toString(),
        "--environment",
        TestLandscape.ENVIRONMENT,
        "--port",
        Integer.toString(port));
  }

  private void assertNothingRuns() {
    assertThat(PostgresProcesses.cluster(data).resolve("postmaster.pid")).doesNotExist();
    assertThat(data.resolve(NodeFolder.ADDRESS)).doesNotExist();
  }
}
