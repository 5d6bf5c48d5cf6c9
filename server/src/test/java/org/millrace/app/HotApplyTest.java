package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.app.TestErp.Posting;

/** Another version of the landscape is put in force while messages are under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class HotApplyTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final TestErp erp = new TestErp();
  private Path folder;
  private NodeProcess node;

  @BeforeAll
  void start_node(@TempDir Path temporary) throws IOException {
    folder = temporary;
    node =
        NodeProcess.over(
            folder, TestLandscape.write(folder.resolve("landscape"), erp, "first", TIMEOUT));
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  @Test
  void a_message_in_flight_keeps_the_version_that_it_was_accepted_under() throws Exception {
    erp.holdAnswers();
    post("PO-1", 1);
    post("PO-1", 2);
    post("PO-2", 1);
    erp.awaitPostings(2);

    Cli.Ended applied =
        apply(TestLandscape.write(folder.resolve("landscape"), erp, "second", TIMEOUT));
    assertThat(applied.status()).as(applied.errors()).isZero();
    assertThat(applied.output()).contains("in force: version 2");
    post("PO-1", 3);
    post("PO-3", 1);
    erp.releaseAnswers();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                List.of("PO-1/1", "PO-1/2", "PO-1/3", "PO-2/1", "PO-3/1").stream()
                    .allMatch(key -> node.state(key).equals("CONFIRMED")));
    assertThat(erp.ledger())
        .filteredOn(posting -> !posting.reference().startsWith("PO-9"))
        .containsExactlyInAnyOrder(
            new Posting("PO-1/1", "first"),
            new Posting("PO-1/2", "first"),
            new Posting("PO-2/1", "first"),
            new Posting("PO-1/3", "second"),
            new Posting("PO-3/1", "second"));
    assertThat(erp.references()).containsSubsequence("PO-1/1", "PO-1/2", "PO-1/3");
  }

  @Test
  void a_landscape_with_mistakes_changes_nothing_and_every_mistake_is_told() throws Exception {
    int before = node.get("/v1/landscape").body().path("version").asInt();
    Path broken = TestLandscape.write(folder.resolve("broken"), erp, "never in force", TIMEOUT);
    TestLandscape.put(broken, "systems/mes.yaml", "system: mes\nkinds: MES\nadapter: none\n");
    TestLandscape.put(broken, "mappings/confirmation-to-erp.jsonata", "{\"reference\": order &\n");

    Cli.Ended refused = apply(broken);

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("systems/mes.yaml:2:1: unknown key `kinds`; did you mean `kind`?")
        .contains("mappings/confirmation-to-erp.jsonata:1:22:");
    assertThat(node.get("/v1/landscape").body().path("version").asInt()).isEqualTo(before);
    post("PO-9", 1);
    await().until(() -> node.state("PO-9/1").equals("CONFIRMED"));
    assertThat(erp.ledger())
        .noneMatch(posting -> posting.mappedBy().equals("never in force"))
        .anyMatch(posting -> posting.reference().equals("PO-9/1"));
  }

  private void post(String order, int number) {
    NodeProcess.Answer answer = node.post(OPERATION, confirmation(order, number));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
  }

  private Cli.Ended apply(Path landscape) throws Exception {
    return Cli.run("apply", landscape.toString(), "--data", node.data().toString());
  }
}
