package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node is killed in the middle of a batch of 10,000 records, 3 of which are not fit. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class BatchKilledTest {

  private static final int RECORDS = 10_000;
  private static final List<Integer> UNFIT = List.of(17, 5_000, 9_999);

  @TempDir private Path folder;
  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @AfterEach
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  private static String order(int record) {
    return "PO-" + record;
  }

  private static String batch() {
    return IntStream.range(0, RECORDS)
        .mapToObj(n -> confirmation(order(n), 1, UNFIT.contains(n) ? 0 : 1))
        .map("{\"content\": %s}"::formatted)
        .collect(
            Collectors.joining(
                ",\n",
                "{\"id\": \"night\", \"policy\": \"partial\", \"controlTotals\": {\"count\": 10000,"
                    + " \"sums\": {\"/quantity\": 9997}}, \"records\": [",
                "]}"));
  }

  @Test
  void it_goes_on_at_the_record_where_it_stopped_and_each_has_its_effect_once() throws Exception {
    Path landscape = TestLandscape.write(folder.resolve("landscape"), erp);
    Path system = landscape.resolve("systems/erp.yaml");
    Files.writeString(
        system, Files.readString(system).replace("concurrency: 4", "concurrency: 32"));
    node = NodeProcess.over(folder, landscape);
    NodeProcess.Answer filed = node.post(OPERATION + "/batch", batch(), "Prefer", "wait=0");
    assertThat(filed.status()).as(filed.body().toString()).isEqualTo(202);
    String address = filed.header("Location");
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> node.get(address).body().path("taken").asInt() >= 1_000);

    node.kill();
    long before = erp.references().size();
    node.start();

    int left = node.get(address).body().path("open").asInt();
    assertThat(before).isLessThan(RECORDS);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> node.get(address).body().path("complete").asBoolean());
    JsonNode done = node.get(address).body();
    assertThat(done.path("taken").asInt()).as("with %d left at the start", left).isEqualTo(9_997);
    assertThat(done.path("repeated").asInt()).isZero();
    assertThat(done.path("refused").asInt()).isEqualTo(3);
    assertThat(done.path("open").asInt()).isZero();
    assertThat(done.path("messages").path("confirmed").asInt()).isEqualTo(9_997);
    assertThat(done.path("controlTotals").path("match").asBoolean()).isTrue();
    assertThat(erp.references())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, RECORDS)
                .filter(n -> !UNFIT.contains(n))
                .mapToObj(n -> order(n) + "/1")
                .toList());
    assertThat(
            node.get(address + "/records?outcome=refused")
                .body()
                .path("items")
                .valueStream()
                .map(record -> record.path("index").asInt()))
        .isEqualTo(UNFIT);
    NodeProcess.Answer again = node.post(OPERATION + "/batch", batch());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.body().path("taken").asInt()).isEqualTo(9_997);
    assertThat(erp.references()).hasSize(9_997);
  }
}
