package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed while a target has requests under way whose answers it never hears. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class NodeKilledTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @AfterEach
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  @Test
  void the_next_start_takes_its_database_over_and_asks_what_became_of_them() throws Exception {
    node =
        NodeProcess.over(
            folder, TestLandscape.write(folder.resolve("landscape"), erp, "first", TIMEOUT));
    List<String> keys = IntStream.rangeClosed(1, 6).mapToObj(i -> "PO-" + i + "/1").toList();
    erp.holdAnswers();
    for (int i = 1; i <= keys.size(); i++) {
      assertThat(node.post(OPERATION, confirmation("PO-" + i, 1)).status()).isEqualTo(202);
    }
    erp.awaitPostings(4);
    long database = PostgresProcesses.pid(node.data());

    node.kill();
    erp.releaseAnswers();
    assertThat(ProcessHandle.of(database)).isPresent();
    node.start();

    assertThat(PostgresProcesses.pid(node.data())).isEqualTo(database);
    assertThat(String.join("\n", node.log()))
        .contains("Adopted the running PostgreSQL, process " + database);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> keys.stream().allMatch(key -> node.state(key).equals("CONFIRMED")));
    assertThat(erp.references()).containsExactlyInAnyOrderElementsOf(keys);
  }
}
