package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.database.TestDatabase;
import org.millrace.monitoring.Journal;
import tools.jackson.databind.JsonNode;

/** Replay plans over HTTP. */
@ExtendWith(TestDatabase.class)
class ReplayingTest {

  private static final String REASON = "{\"reason\": \"because of a test\"}";

  private final Node node;
  private final String key;
  private final long caseNumber;

  ReplayingTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder);
    key = node.key("read", "operate");
    Journal journal = new Journal(jdbi);
    caseNumber = journal.openCase("closed-period", "period is closed", 2);
    for (int i = 1; i <= 2; i++) {
      journal.delivery(
          journal.message("PO-1/" + i, "PO-1"), 1, "erp", 7, "NEEDS_PERSON", caseNumber);
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String ordered(String mode) {
    return "{\"mode\": \"%s\", \"scope\": {\"case\": %d}, \"reason\": \"it was reopened\"}"
        .formatted(mode, caseNumber);
  }

  private JsonNode planned() {
    HttpResponse<String> answer = node.post("/v1/replays", key, ordered("resend"));
    assertThat(answer.statusCode()).isEqualTo(202);
    String address = answer.headers().firstValue("Location").orElseThrow();
    await()
        .until(
            () -> json(node.get(address, key)),
            plan -> !plan.path("state").asString().equals("planning"));
    return json(node.get(address, key));
  }

  private static String at(JsonNode plan) {
    return "/v1/replays/" + plan.path("number").asLong();
  }

  @Test
  void a_plan_is_made_for_a_case_and_lists_what_would_happen() {
    JsonNode plan = planned();
    assertThat(plan.path("state").asString()).isEqualTo("planned");
    assertThat(plan.path("scope").path("case").asLong()).isEqualTo(caseNumber);
    assertThat(plan.path("fourEyes").asBoolean()).as("nothing would go").isFalse();
    assertThat(plan.path("forecast").path("stillFails").asInt())
        .as("the landscape has no operation of this target")
        .isEqualTo(2);
    assertThat(plan.path("rate").asInt()).isEqualTo(20);

    JsonNode page = json(node.get(at(plan) + "/entries?prediction=still-fails&limit=1", key));
    assertThat(page.path("items").path(0).path("businessKey").asString()).isEqualTo("PO-1/1");
    assertThat(page.path("items").path(0).path("outcome").isNull()).isTrue();
    assertThat(page.path("next").asInt()).isEqualTo(1);
    JsonNode next = json(node.get(at(plan) + "/entries?after=1", key));
    assertThat(next.path("items").path(0).path("businessKey").asString()).isEqualTo("PO-1/2");
    assertThat(json(node.get("/v1/replays?state=planned", key)).path("items")).hasSize(1);
    assertThat(json(node.get("/v1/replays?case=999", key)).path("items")).isEmpty();
  }

  @Test
  void approving_names_the_hash_and_needs_its_own_right() {
    JsonNode plan = planned();
    String approver = node.key("approve");
    String wrong = "{\"hash\": \"abc\", \"reason\": \"because of a test\"}";
    assertProblem(node.post(at(plan) + "/approve", key, wrong), 403, "forbidden");
    assertProblem(node.post(at(plan) + "/approve", approver, wrong), 409, "state-changed");
    String right =
        "{\"hash\": \"%s\", \"reason\": \"looks right\"}".formatted(plan.path("hash").asString());
    JsonNode approved = json(node.post(at(plan) + "/approve", approver, right));
    assertThat(approved.path("state").asString()).isEqualTo("approved");
    assertThat(approved.path("approval").asString()).isEqualTo("looks right");
    assertThat(json(node.post(at(plan) + "/start", key, REASON)).path("state").asString())
        .isEqualTo("running");
    assertThat(json(node.post(at(plan) + "/stop", key, REASON)).path("state").asString())
        .isEqualTo("stopped");
  }

  @Test
  void a_plan_that_has_not_begun_is_discarded_once() {
    JsonNode plan = planned();
    assertProblem(node.post(at(plan) + "/pause", key, REASON), 409, "state-changed");
    assertThat(json(node.post(at(plan) + "/discard", key, REASON)).path("why").asString())
        .endsWith("because of a test");
    assertProblem(node.post(at(plan) + "/discard", key, REASON), 409, "state-changed");
  }

  @Test
  void who_may_only_read_decides_nothing() {
    JsonNode plan = planned();
    String reader = node.key("read");
    assertProblem(node.post("/v1/replays", reader, ordered("resend")), 403, "forbidden");
    for (String verb : new String[] {"start", "pause", "resume", "stop", "discard"}) {
      assertProblem(node.post(at(plan) + "/" + verb, reader, REASON), 403, "forbidden");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{\"mode\": \"again\", \"scope\": {\"case\": 1}, \"reason\": \"why not\"} | /mode",
        "{\"mode\": \"resend\", \"reason\": \"why not\"} | /scope",
        "{\"mode\": \"resend\", \"scope\": {}, \"reason\": \"why not\"} | /scope/since",
        "{\"mode\": \"resend\", \"scope\": {\"case\": 1, \"flow\": \"x\"}, \"reason\": \"why not\"}"
            + " | /scope/flow",
        "{\"mode\": \"resend\", \"scope\": {\"since\": \"2026-01-01T00:00:00Z\", \"until\":"
            + " \"2026-06-01T00:00:00Z\"}, \"reason\": \"why not\"} | /scope/until",
        "{\"mode\": \"settle\", \"scope\": {\"case\": 1}, \"reason\": \"why not\"} | /documents",
        "{\"mode\": \"resend\", \"scope\": {\"case\": 1}, \"documents\": {\"a\": \"1\"},"
            + " \"reason\": \"why not\"} | /documents",
        "{\"mode\": \"settle\", \"scope\": {\"case\": 1}, \"documents\": {\"a\": 1},"
            + " \"reason\": \"why not\"} | /documents/a",
        "{\"mode\": \"resend\", \"scope\": {\"case\": 1}, \"rate\": 0, \"reason\": \"why not\"} |"
            + " /rate",
        "{\"mode\": \"resend\", \"scope\": {\"case\": 1}} | /reason",
        "{\"mode\": \"resend\", \"scope\": {\"case\": 1}, \"reason\": \"why not\", \"x\": 1} | /x",
      })
  void a_wrong_order_says_where(String body, String pointer) {
    var answer = node.post("/v1/replays", key, body);
    assertProblem(answer, 400, "invalid-request");
    assertThat(json(answer).path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({"/v1/replays/999", "/v1/replays/none", "/v1/replays/999/entries"})
  void what_is_not_there_is_told_alike(String address) {
    assertProblem(node.get(address, key), 404, "not-found");
  }
}
