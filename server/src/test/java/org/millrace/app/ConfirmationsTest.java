package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the business says after the target has taken a document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class ConfirmationsTest {

  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @BeforeAll
  void start_node(@TempDir Path folder) throws IOException {
    Path landscape = TestLandscape.write(folder.resolve("landscape"), erp);
    TestLandscape.put(
        landscape,
        "flows/production-confirmation.yaml",
        """
        flow: production-confirmation
        operation: confirm-production
        accepts: production-confirmation@1
        key: order & "/" & number
        order: {by: order}
        deliver:
          - to: erp
            operation: post-confirmation
            map: confirmation-to-erp
            confirmed-by: {event: order.posted, about: order & "/" & number, rejected-by: order.refused}
        """);
    TestLandscape.put(
        landscape,
        "flows/hasty.yaml",
        """
        flow: hasty
        accepts: production-confirmation@1
        key: '"H-" & order & "/" & number'
        order: none
        criticality: urgent
        deliver:
          - to: erp
            operation: post-confirmation
            map: confirmation-to-erp
            confirmed-by: {event: order.posted, about: order, within: PT1S}
        """);
    TestLandscape.put(
        landscape,
        "landscape.yaml",
        """
        landscape: test-plant
        criticality:
          urgent: {due: PT5M, escalation: [{after: PT1S, to: shift-lead}, {after: PT1H, to: plant-it}]}
        """);
    TestLandscape.put(
        landscape,
        "flows/order-news.yaml",
        """
        flow: order-news
        accepts: production-confirmation@1
        key: '"NEWS-" & order & "/" & number'
        order: none
        announces:
          - {event: order.refused, about: order & "/" & number, reason: '"no stock for " & quantity'}
        """);
    node = NodeProcess.over(folder, landscape);
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  private void post(String operation, String document) {
    NodeProcess.Answer answer = node.post(operation, document);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
  }

  private void awaitState(String key, String state) {
    await().atMost(Duration.ofSeconds(20)).until(() -> node.state(key).equals(state));
  }

  private JsonNode explained(String key) {
    String id = node.message(key).path("id").asString("");
    return node.get("/v1/messages/" + id).body().path("deliveries").path(0).path("explanation");
  }

  private void announce(String type, String about) throws Exception {
    Cli.Ended announced =
        Cli.run(
            "announce",
            type,
            "--about",
            about,
            "--reason",
            "seen in the ERP",
            "--data",
            node.data().toString());
    assertThat(announced.status()).as(announced.errors()).isZero();
  }

  @Test
  void a_delivery_waits_for_its_yes_over_a_kill_while_later_ones_go_on() throws Exception {
    post(OPERATION, confirmation("C-1", 1));
    post(OPERATION, confirmation("C-1", 2));
    awaitState("C-1/2", "DELIVERED");
    assertThat(node.state("C-1/1")).isEqualTo("DELIVERED");
    assertThat(explained("C-1/1").path("next").asString(""))
        .startsWith("It is confirmed when order.posted about C-1/1 happens, and rejected when")
        .endsWith("a person is told");

    node.kill();
    node.start();
    announce("order.posted", "C-1/1");
    awaitState("C-1/1", "CONFIRMED");
    assertThat(node.state("C-1/2")).isEqualTo("DELIVERED");
    assertThat(erp.references()).filteredOn(r -> r.startsWith("C-1")).hasSize(2);
  }

  @Test
  void a_no_of_another_message_is_a_case_with_its_reason() throws Exception {
    post(OPERATION, confirmation("C-2", 1));
    awaitState("C-2/1", "DELIVERED");
    post("order-news", confirmation("C-2", 1));
    awaitState("C-2/1", "REJECTED");
    assertThat(node.message("C-2/1").path("business").asString("")).isEqualTo("REJECTED");
    JsonNode found = node.get("/v1/cases?code=business-rejected").body().path("items").path(0);
    assertThat(found.path("detail").asString(""))
        .startsWith("The business said no (order.refused): no stock for");
    assertThat(found.path("resendable").asBoolean(true)).isFalse();
    assertThat(explained("C-2/1").path("holder").asString("")).contains("by case");
  }

  @Test
  void nothing_in_time_is_a_case_that_is_escalated_and_closes_itself() throws Exception {
    post("hasty", confirmation("C-3", 1));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                node.get("/v1/cases?code=unconfirmed")
                    .body()
                    .path("items")
                    .path(0)
                    .path("escalation")
                    .path("to")
                    .asString("")
                    .equals("shift-lead"));
    assertThat(node.state("H-C-3/1")).isEqualTo("DELIVERED");
    assertThat(explained("H-C-3/1").path("holder").asString(""))
        .endsWith("which was escalated to shift-lead");
    Cli.Ended told = Cli.run("cases", "--data", node.data().toString());
    assertThat(told.output()).contains("escalated to shift-lead");

    announce("order.posted", "C-3");
    awaitState("H-C-3/1", "CONFIRMED");
    assertThat(node.get("/v1/cases?code=unconfirmed").body().path("items").isEmpty()).isTrue();
  }
}
