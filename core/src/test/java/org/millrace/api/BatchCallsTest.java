package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;
import org.millrace.intake.IntakeAnswer.Refusal;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
class BatchCallsTest {

  private static final String BATCH = "/v1/operations/confirm-production/batch";
  private static final String ONE =
      "{\"policy\": \"all-or-nothing\", \"records\": [{\"content\": {}}]}";

  private final Node node;
  private final String key;

  BatchCallsTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder);
    key = node.key("post:confirm-production");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<String> post(String body) {
    return node.post(BATCH, key, body);
  }

  private HttpResponse<String> mixed() {
    node.intake =
        request ->
            request.headers().idempotencyKey().orElse("").equals("bad")
                ? Node.refused(Refusal.CONTRACT_VIOLATION)
                : node.accept(request);
    return post(
        """
        {"id": "monday", "policy": "partial",
         "controlTotals": {"count": 2, "sums": {"/quantity": "10.5"}},
         "records": [{"key": "good", "content": { "quantity" : 10.50 }},
                     {"content": {"quantity": 0}, "key": "bad"}]}
        """);
  }

  @Test
  void a_batch_tells_what_became_of_each_record() {
    HttpResponse<String> answer = mixed();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode json = json(answer);
    assertThat(json.path("key").stringValue()).isEqualTo("monday");
    assertThat(json.path("state").stringValue()).isEqualTo("taken");
    assertThat(json.path("taken").intValue()).isEqualTo(1);
    assertThat(json.path("refused").intValue()).isEqualTo(1);
    assertThat(json.path("open").intValue()).isZero();
    assertThat(json.path("messages").path("moving").intValue()).isEqualTo(1);
    assertThat(json.path("controlTotals").path("match").booleanValue()).isTrue();
    assertThat(json.path("outcomes").get(0).path("job").stringValue()).startsWith("/v1/jobs/");
    JsonNode refused = json.path("outcomes").get(1);
    assertThat(refused.path("outcome").stringValue()).isEqualTo("refused");
    assertThat(refused.path("problem").path("type").stringValue())
        .isEqualTo("/problems/contract-violation");
    assertThat(refused.path("remedy").stringValue()).contains("send it again");
    assertThat(new String(node.taken.getFirst().body().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{ \"quantity\" : 10.50 }");
  }

  @Test
  void the_same_batch_again_gets_the_first_result_and_nothing_is_taken_twice() {
    HttpResponse<String> first = mixed();
    HttpResponse<String> again = mixed();

    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(json(again).path("outcomes")).isEqualTo(json(first).path("outcomes"));
    assertThat(node.taken).hasSize(2);
  }

  @Test
  void a_batch_is_a_resource_that_its_sender_and_readers_may_see_and_nobody_else() {
    String location = mixed().headers().firstValue("Location").orElseThrow();

    assertThat(json(node.get(location, key)).path("refused").intValue()).isEqualTo(1);
    JsonNode page = json(node.get(location + "/records?outcome=refused&limit=1", key));
    assertThat(page.path("items")).hasSize(1);
    assertThat(page.path("items").get(0).path("index").intValue()).isEqualTo(1);
    assertThat(page.path("next").intValue()).isEqualTo(2);
    String reader = node.keyOf("auditor", "read");
    assertThat(node.get(location, reader).statusCode()).isEqualTo(200);
    assertThat(json(node.get("/v1/batches?state=taken", reader)).path("items")).hasSize(1);
    String other = node.keyOf("wms", "post:confirm-production");
    assertProblem(node.get(location, other), 404, "not-found");
    assertProblem(node.get(location + "/records", other), 404, "not-found");
    assertProblem(node.get("/v1/batches", other), 403, "forbidden");
    assertProblem(node.get("/v1/batches/1", key), 404, "not-found");
    assertProblem(node.get(location + "/records?from=-1", key), 400, "invalid-request");
    assertProblem(node.get(location + "/records?outcome=lost", key), 400, "invalid-request");
  }

  @Test
  void other_content_under_the_same_key_is_refused() {
    String named = "{\"id\": \"b-1\", \"policy\": \"partial\", \"records\": [{\"content\": %s}]}";
    assertThat(post(named.formatted("{}")).statusCode()).isEqualTo(202);
    assertProblem(post(named.formatted("{\"n\": 1}")), 422, "idempotency-key-reused");
    HttpResponse<String> differing =
        node.send(
            node.request("POST", BATCH, key, named.formatted("{}"))
                .header("Idempotency-Key", "\"b-2\""));
    assertProblem(differing, 400, "invalid-request");
  }

  @Test
  void a_batch_that_is_wrong_takes_nothing() {
    String[][] wrong = {
      {"{\"records\": [{\"content\": {}}]}", "invalid-request"},
      {"{\"policy\": \"some\", \"records\": [{\"content\": {}}]}", "invalid-request"},
      {"{\"policy\": \"partial\", \"records\": []}", "invalid-request"},
      {"{\"policy\": \"partial\", \"records\": {}}", "invalid-request"},
      {"[]", "invalid-request"},
      {"{\"policy\": \"partial\", \"records\": [{\"content\": {}}]} {}", "invalid-request"},
      {
        "{\"policy\": \"partial\", \"records\": [{\"content\": {\"a\":1,\"a\":2}}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"partial\", \"records\": [{\"content\": "
            + "[".repeat(100)
            + "]".repeat(100)
            + "}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"partial\", \"records\": [{\"content\": {}, \"state\": 1}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"partial\", \"records\": [{\"key\": \"ü\", \"content\": {}}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"partial\", \"atLeast\": 0, \"records\": [{\"content\": {}}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"partial\", \"atLeast\": \"101%\", \"records\": [{\"content\": {}}]}",
        "invalid-request"
      },
      {
        "{\"policy\": \"all-or-nothing\", \"atLeast\": 1, \"records\": [{\"content\": {}}]}",
        "invalid-request"
      },
      {"{\"policy\": \"partial\", \"records\": [{}]}", "invalid-request"},
      {
        "{\"policy\": \"all-or-nothing\", \"records\": [{\"content\": {}}], \"controlTotals\":"
            + " {\"count\": 2}}",
        "control-totals-differ"
      },
      {
        "{\"atLeast\": 1, \"records\": [{\"content\": {\"q\": 1e999999999}}],"
            + " \"controlTotals\": {\"sums\": {\"/q\": 1}}}",
        "control-totals-differ"
      }
    };
    for (String[] pair : wrong) {
      HttpResponse<String> answer = post(pair[0]);
      assertProblem(answer, pair[1].equals("invalid-request") ? 400 : 422, pair[1]);
    }
    assertThat(node.taken).isEmpty();
    assertProblem(
        node.post("/v1/operations/nothing/batch", node.key("post:*"), ONE),
        404,
        "unknown-operation");
    node.paused = Optional.of("the disk is full");
    assertProblem(post(ONE), 503, "temporary-reduced-capacity");
  }

  @Test
  void a_partial_batch_with_wrong_totals_is_taken_and_says_what_differs() {
    JsonNode json =
        json(
            post(
                "{\"policy\": \"partial\", \"records\": [{\"content\": {\"q\": 0.1}},"
                    + " {\"content\": {\"q\": 0.2}}], \"controlTotals\": {\"count\": 3,"
                    + " \"sums\": {\"/q\": 0.4, \"/none\": 1}}}"));
    assertThat(json.path("taken").intValue()).isEqualTo(2);
    assertThat(json.path("controlTotals").path("match").booleanValue()).isFalse();
    assertThat(json.path("controlTotals").path("differences").valueStream())
        .extracting(at -> at.path("message").stringValue())
        .containsExactly(
            "says 3, but 2 came",
            "/q says 0.4, but the records add up to 0.3",
            "/none is no number in one of the records");
  }

  @Test
  void a_batch_of_which_nothing_was_fit_is_a_problem_with_its_records() {
    node.intake = request -> Node.refused(Refusal.CONTRACT_VIOLATION);
    HttpResponse<String> nothing = post(ONE);
    assertProblem(nothing, 422, "batch-refused");
    assertThat(json(nothing).path("outcomes")).hasSize(1);
    assertThat(json(nothing).path("state").stringValue()).isEqualTo("refused");
    assertThat(node.commands).contains("batch 1 needs 1");
  }

  @Test
  void the_records_of_a_batch_count_against_the_quota() {
    node.access.quota().take(key.substring(3, 11), 998);
    assertProblem(
        post(
            "{\"policy\": \"partial\", \"records\": ["
                + "{\"content\": {}},".repeat(3)
                + "{\"content\": {}}]}"),
        429,
        "quota-exceeded");
    assertThat(node.taken).isEmpty();
  }
}
