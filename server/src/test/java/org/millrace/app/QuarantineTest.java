package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.confirmation;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What comes over a channel is never dropped: not by a mistake in it, nor by the node's end. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class QuarantineTest {

  private static final String CHANNEL = "/v1/channels/floor-events";

  @TempDir private Path folder;
  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @AfterEach
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  private Path landscape(String operation) throws Exception {
    Path landscape = TestLandscape.write(folder.resolve("landscape"), erp);
    TestLandscape.put(landscape, "systems/operator.yaml", SENDER);
    TestLandscape.put(
        landscape,
        "channels/floor-events.yaml",
        """
        channel: floor-events
        kind: webhook
        system: operator
        operation: %s
        """
            .formatted(operation));
    return landscape;
  }

  /** The node's own key belongs to this system. */
  private static final String SENDER = "system: operator\nkind: MES\nadapter: none\n";

  private String sent(String body) {
    NodeProcess.Answer answer = node.command(CHANNEL, body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.body().path("outcome").asString();
  }

  private JsonNode only() {
    JsonNode items = node.get("/v1/quarantine?state=waiting").body().path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  @Test
  void a_document_that_nobody_understood_is_released_after_the_landscape_was_mended()
      throws Exception {
    String wrong = "{from: \"body.asks\", among: [confirm-production]}";
    node = NodeProcess.over(folder, landscape(wrong));
    assertThat(sent(confirmation("PO-1", 1))).isEqualTo("quarantined");
    assertThat(sent(confirmation("PO-1", 1))).isEqualTo("quarantined");
    assertThat(only().path("times").asInt()).isEqualTo(2);

    node.kill();
    node.start();

    assertThat(only().path("code").asString()).isEqualTo("unidentified");
    assertThat(only().path("wouldBeTaken").asBoolean()).isFalse();
    Cli.Ended applied =
        Cli.run(
            "apply", landscape("confirm-production").toString(), "--data", node.data().toString());
    assertThat(applied.status()).as(applied.errors()).isZero();
    await().until(() -> only().path("wouldBeTaken").asBoolean());
    assertThat(erp.ledger()).isEmpty();
    NodeProcess.Answer released =
        node.command(
            "/v1/quarantine/" + only().path("number").asInt() + "/release",
            "{\"reason\": \"the channel is mended\"}");
    assertThat(released.body().path("released").asInt()).isEqualTo(1);

    await().atMost(Duration.ofSeconds(20)).until(() -> node.state("PO-1/1").equals("CONFIRMED"));
    assertThat(sent(confirmation("PO-1", 1))).isEqualTo("repeated");
    assertThat(erp.references()).containsExactly("PO-1/1");
    assertThat(node.get("/v1/quarantine?state=released").body().path("items")).hasSize(1);
  }
}
