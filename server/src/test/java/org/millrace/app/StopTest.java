package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is told to stop (SIGTERM) while a slow target has requests under way. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class StopTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(17);

  /** What the landscape allows the ERP at a time. */
  private static final int UNDER_WAY = 4;

  @TempDir private Path folder;
  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @AfterEach
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  @Test
  void it_takes_nothing_more_finishes_what_is_under_way_and_loses_nothing() throws Exception {
    node =
        NodeProcess.over(
            folder, TestLandscape.write(folder.resolve("landscape"), erp, "first", TIMEOUT));
    List<String> keys = IntStream.rangeClosed(1, 7).mapToObj(i -> "PO-" + i + "/1").toList();
    erp.holdAnswers();
    for (int i = 1; i <= keys.size(); i++) {
      assertThat(node.post(OPERATION, confirmation("PO-" + i, 1)).status()).isEqualTo(202);
    }
    erp.awaitPostings(UNDER_WAY);

    node.terminate();
    await().until(this::takesNothing);
    erp.releaseAnswers();

    assertThat(node.ended()).as(String.join("\n", node.log())).isZero();
    assertThat(erp.ledger()).hasSize(UNDER_WAY);
    assertThat(node.data().resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    assertThat(node.data().resolve(NodeFolder.ADDRESS)).doesNotExist();

    node.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> keys.stream().allMatch(key -> node.state(key).equals("CONFIRMED")));
    assertThat(erp.references()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(keys)
        .as("what was under way at the stop had its answer stored: nothing had to be asked")
        .allMatch(key -> attempts(key) == 1);
  }

  private boolean takesNothing() {
    try {
      return node.post(OPERATION, confirmation("PO-LATE", 1)).status() == 503;
    } catch (UncheckedIOException refused) {
      return true;
    } catch (IllegalStateException noAddress) {
      return Files.notExists(node.data().resolve(NodeFolder.ADDRESS));
    }
  }

  private int attempts(String key) {
    return node.message(key).path("deliveries").path(0).path("attempts").asInt();
  }
}
