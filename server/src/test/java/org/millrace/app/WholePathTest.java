package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every way to hand a message over, from the sender's request to the effect in the target. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class WholePathTest {

  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @BeforeAll
  void start_node(@TempDir Path folder) throws IOException {
    node = NodeProcess.over(folder, TestLandscape.write(folder.resolve("landscape"), erp));
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  @Test
  void a_sender_who_waits_gets_the_effect_and_its_document_number() {
    NodeProcess.Answer answer =
        node.post(OPERATION, confirmation("PO-1", 1), "Prefer", "wait=20", "Correlation-Id", "c-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
    assertThat(answer.header("Correlation-Id")).isEqualTo("c-1");
    assertThat(answer.body().path("business").asString("")).isEqualTo("confirmed");
    assertThat(delivery(answer.body()).path("reference").asString("")).isEqualTo("D-PO-1/1");
    JsonNode job = node.get(answer.header("Content-Location")).body();
    assertThat(job).isEqualTo(answer.body());
    assertThat(ledgerOf("PO-1")).containsExactly("PO-1/1");
  }

  @Test
  void the_same_key_gets_the_first_result_and_other_content_is_refused() {
    String[] key = {"Idempotency-Key", "\"mes-4711\""};
    NodeProcess.Answer first = node.post(OPERATION, confirmation("PO-2", 1), key);
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    awaitDone(first.header("Location"));

    NodeProcess.Answer again = node.post(OPERATION, confirmation("PO-2", 1), key);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));

    NodeProcess.Answer other = node.post(OPERATION, confirmation("PO-2", 2), key);
    assertProblem(other, 422, "idempotency-key-reused");
    NodeProcess.Answer otherQuantity = node.post(OPERATION, confirmation("PO-2", 1, 9));
    assertProblem(otherQuantity, 422, "idempotency-key-reused");
    assertThat(ledgerOf("PO-2")).containsExactly("PO-2/1");
  }

  @Test
  void a_partial_batch_takes_what_is_good_and_says_what_became_of_each() {
    node.post(OPERATION, confirmation("PO-3", 1), "Prefer", "wait=20");

    NodeProcess.Answer answer =
        batch("partial", confirmation("PO-3", 1), confirmation("PO-3", 2), confirmation("PO-3", 0));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("taken").asInt()).isEqualTo(1);
    assertThat(answer.body().path("repeated").asInt()).isEqualTo(1);
    assertThat(answer.body().path("refused").asInt()).isEqualTo(1);
    JsonNode refused = answer.body().path("outcomes").path(2);
    assertThat(refused.path("problem").path("status").asInt()).isEqualTo(422);
    assertThat(refused.path("problem").path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/number");
    awaitDone(answer.body().path("outcomes").path(1).path("job").asString(""));
    assertThat(ledgerOf("PO-3")).containsExactly("PO-3/1", "PO-3/2");
  }

  @Test
  void an_all_or_nothing_batch_takes_nothing_if_one_record_is_bad_and_else_all() {
    NodeProcess.Answer refused =
        batch("all-or-nothing", confirmation("PO-4", 1), confirmation("PO-4", 0));
    assertProblem(refused, 422, "batch-refused");
    assertThat(node.message("PO-4/1").isMissingNode()).isTrue();

    NodeProcess.Answer taken =
        batch("all-or-nothing", confirmation("PO-4", 1), confirmation("PO-4", 2));
    assertThat(taken.status()).isEqualTo(202);
    taken.body().path("outcomes").forEach(record -> awaitDone(record.path("job").asString("")));
    assertThat(ledgerOf("PO-4")).containsExactly("PO-4/1", "PO-4/2");
  }

  @Test
  void a_refusal_is_a_problem_whose_type_is_a_page() {
    NodeProcess.Answer answer =
        node.post(OPERATION, confirmation("PO-5", 1, 0), "Correlation-Id", "c-5");

    assertProblem(answer, 422, "contract-violation");
    assertThat(answer.body().path("correlationId").asString("")).isEqualTo("c-5");
    assertThat(answer.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/quantity");
    assertThat(node.page(answer.body().path("type").asString(""))).contains("contract-violation");
    assertThat(ledgerOf("PO-5")).isEmpty();
  }

  private NodeProcess.Answer batch(String policy, String... documents) {
    List<String> records =
        List.of(documents).stream().map(d -> "{\"content\": " + d + "}").toList();
    return node.command(
        "/v1/operations/" + OPERATION + "/batch",
        "{\"policy\": \"%s\", \"records\": [%s]}".formatted(policy, String.join(", ", records)));
  }

  private void awaitDone(String job) {
    await().until(() -> node.get(job).body().path("done").asBoolean());
  }

  private static void assertProblem(NodeProcess.Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().path("type").asString("")).endsWith("/problems/" + type);
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
  }

  private static JsonNode delivery(JsonNode job) {
    return job.path("deliveries").path(0);
  }

  private List<String> ledgerOf(String order) {
    return erp.references().stream().filter(key -> key.startsWith(order + "/")).toList();
  }
}
