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
import tools.jackson.databind.JsonNode;

/** Deliveries that wait: for an earlier number, for another message, for a business event. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class WaitingTest {

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
        order: {by: order, sequence: number, gap: {wait: PT1H}}
        deliver:
          - {to: erp, operation: post-confirmation, map: confirmation-to-erp}
        """);
    TestLandscape.put(
        landscape,
        "flows/goods-issue.yaml",
        """
        flow: goods-issue
        accepts: production-confirmation@1
        key: '"GI-" & order & "/" & number'
        order: {by: order}
        deliver:
          - to: erp
            operation: post-confirmation
            map: issue-to-erp
            requires: [{flow: production-confirmation, key: order & "/" & number}]
        """);
    TestLandscape.put(
        landscape,
        "mappings/issue-to-erp.jsonata",
        "{\"reference\": $businessKey, \"quantity\": quantity, \"mappedBy\": \"issue\"}\n");
    TestLandscape.put(
        landscape,
        "flows/item-news.yaml",
        """
        flow: item-news
        accepts: production-confirmation@1
        key: '"NEWS-" & order'
        order: none
        announces: [{event: item.activated, about: order, when: quantity = 1}]
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

  private void awaitConfirmed(String... keys) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> List.of(keys).stream().allMatch(key -> node.state(key).equals("CONFIRMED")));
  }

  private JsonNode explained(String key) {
    String id = node.message(key).path("id").asString("");
    return node.get("/v1/messages/" + id).body().path("deliveries").path(0).path("explanation");
  }

  @Test
  void numbers_that_arrive_out_of_order_are_delivered_in_their_order_also_over_a_kill()
      throws Exception {
    for (int number : new int[] {1, 4, 3}) {
      post(OPERATION, confirmation("SEQ-1", number));
    }
    awaitConfirmed("SEQ-1/1");
    assertThat(node.state("SEQ-1/3")).isEqualTo("BLOCKED");
    assertThat(explained("SEQ-1/3").path("where").asString(""))
        .isEqualTo("Waits for number 2 of its key, which has not come");
    assertThat(explained("SEQ-1/4").path("next").asString("")).contains("a person is told");

    node.kill();
    node.start();
    post(OPERATION, confirmation("SEQ-1", 2));
    post(OPERATION, confirmation("SEQ-1", 5));
    awaitConfirmed("SEQ-1/2", "SEQ-1/3", "SEQ-1/4", "SEQ-1/5");
    assertThat(erp.references())
        .filteredOn(reference -> reference.startsWith("SEQ-1"))
        .containsExactly("SEQ-1/1", "SEQ-1/2", "SEQ-1/3", "SEQ-1/4", "SEQ-1/5");
  }

  @Test
  void a_person_who_knows_that_a_number_will_not_come_lets_the_next_one_go() throws Exception {
    post(OPERATION, confirmation("SEQ-2", 2));
    post(OPERATION, confirmation("SEQ-2", 3));
    String delivery = node.message("SEQ-2/2").path("deliveries").path(0).path("id").asString("");
    Cli.Ended released =
        Cli.run(
            "release", delivery, "--reason", "1 was cancelled", "--data", node.data().toString());
    assertThat(released.status()).as(released.errors()).isZero();
    awaitConfirmed("SEQ-2/2", "SEQ-2/3");
  }

  @Test
  void a_goods_issue_waits_for_its_order_and_goes_when_that_is_there() throws Exception {
    post("goods-issue", confirmation("OBJ-1", 1));
    await().until(() -> node.state("GI-OBJ-1/1").equals("HELD"));
    Cli.Ended told = Cli.run("explain", "GI-OBJ-1/1", "--data", node.data().toString());
    assertThat(told.output())
        .contains("Waits until production-confirmation OBJ-1/1 is done in erp")
        .contains("a person is told");

    post(OPERATION, confirmation("OBJ-1", 1));
    awaitConfirmed("OBJ-1/1", "GI-OBJ-1/1");
    assertThat(erp.references())
        .filteredOn(reference -> reference.contains("OBJ-1"))
        .containsExactly("OBJ-1/1", "GI-OBJ-1/1");
    post("goods-issue", confirmation("OBJ-1", 1));
    post(OPERATION, confirmation("OBJ-2", 1));
    awaitConfirmed("OBJ-2/1");
    post("goods-issue", confirmation("OBJ-2", 1));
    awaitConfirmed("GI-OBJ-2/1");
  }

  @Test
  void a_refusal_goes_by_itself_when_the_business_event_comes() throws Exception {
    erp.refuse("EV-1/1", "inactive-item");
    erp.refuse("EV-2/1", "inactive-item");
    post(OPERATION, confirmation("EV-1", 1));
    post(OPERATION, confirmation("EV-2", 1));
    await().until(() -> node.state("EV-2/1").equals("NEEDS_PERSON"));
    await().until(() -> node.state("EV-1/1").equals("NEEDS_PERSON"));
    erp.accept("EV-1/1");
    erp.accept("EV-2/1");

    post("item-news", confirmation("EV-1", 1, 1));
    awaitConfirmed("EV-1/1");
    assertThat(node.state("EV-2/1"))
        .as("the event was about something else")
        .isEqualTo("NEEDS_PERSON");
    Cli.Ended announced =
        Cli.run(
            "announce",
            "item.activated",
            "--about",
            "EV-2",
            "--reason",
            "activated by hand",
            "--data",
            node.data().toString());
    assertThat(announced.status()).as(announced.errors()).isZero();
    awaitConfirmed("EV-2/1");
  }
}
