package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class HoldCommandTest {

  @TempDir private Path folder;

  @AfterEach
  void release(TestNode node) {
    Run.at(node, "release", "system", "erp", "--reason", "the test is over");
  }

  @Test
  void a_held_system_gets_nothing_until_it_is_released(TestNode node) {
    Run held = Run.at(node, "hold", "erp", "--reason", "stocktaking");
    assertThat(held.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(held.out()).contains("./millrace release system erp");
    Run waiting =
        Run.at(
            node,
            "send",
            "confirm-production",
            TestNode.document(folder, TestNode.newOrder(), "0010").toString(),
            "--wait",
            "1",
            "--json");
    assertThat(waiting.exit()).isEqualTo(ExitStatus.NOT_YET);
    assertThat(Run.at(node, "status").out()).contains("held", "stocktaking");

    Run released = Run.at(node, "release", "erp", "--reason", "done");
    assertThat(released.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(released.out()).contains("`erp` gets its deliveries again");
  }

  @Test
  void a_system_that_gets_no_deliveries_cannot_be_held(TestNode node) {
    Run run = Run.at(node, "hold", "warehouse", "--reason", "abc");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("`warehouse`");
    assertThat(Run.at(node, "hold", "Warehouse 1", "--reason", "abc").exit())
        .isEqualTo(ExitStatus.USAGE);
  }
}
