package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is started; starting itself is the acceptance tests' matter. */
class UpCommandTest {

  @TempDir private Path folder;

  @Test
  void a_first_start_without_a_landscape_leaves_nothing_behind() {
    Path data = folder.resolve("data");
    Run run = Run.of("up", "--data", data.toString(), "--port", "0");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("first start needs --landscape", data.toString());
    assertThat(data).doesNotExist();
  }

  @Test
  void a_port_that_is_taken_is_told_with_its_owner() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String command : new String[] {"up", "demo"}) {
        Run run = Run.of(command, "--data", folder + "/data", "--port", port);
        assertThat(run.exit()).isEqualTo(ExitStatus.NO);
        assertThat(run.err())
            .contains("Port " + port, "process " + ProcessHandle.current().pid(), "--port");
      }
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void an_address_of_another_machine_is_refused() {
    Run run = Run.of("up", "--data", folder + "/data", "--host", "192.0.2.1", "--port", "25191");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("192.0.2.1", "--host");
  }

  @Test
  void wrong_options_are_told() {
    assertThat(Run.of("up", "--port", "99999").err()).contains("from 0 to 65535");
    assertThat(Run.of("up", "--port", "http").exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(Run.of("up", "--landscape", folder + "/nothing").err()).contains("no folder");
    assertThat(Run.of("demo", "--speed", "0").err()).contains("from 1 to");
    assertThat(Run.of("demo", "--port", "-1").exit()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void an_external_database_needs_its_user_and_password() {
    Run run = Run.of("up", "--data", folder + "/data", "--database", "jdbc:postgresql://db/x");
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("MILLRACE_DB_USER", "MILLRACE_DB_PASSWORD");
  }
}
