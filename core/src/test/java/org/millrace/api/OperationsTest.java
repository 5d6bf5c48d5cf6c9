package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.database.TestDatabase;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeRequest;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
class OperationsTest {

  private static final String CONFIRM = "/v1/operations/confirm-production";
  private static final String DOCUMENT = "{\"order\": \"PO-1\", \"quantity\": 10.000}";

  private final Jdbi jdbi;
  private final Node node;
  private final String key;

  OperationsTest(Jdbi jdbi, @TempDir Path folder) {
    this.jdbi = jdbi;
    node = new Node(jdbi, folder);
    key = node.key("post:confirm-production");
  }

  @AfterEach
  void close() {
    node.close();
  }

  static JsonNode json(HttpResponse<String> answer) {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    return Json.tree(bytes, 0, bytes.length);
  }

  static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.body()).contains("/problems/" + type);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).path("status").intValue()).isEqualTo(status);
    assertThat(json(answer).path("correlationId").stringValue()).isNotEmpty();
    assertThat(json(answer).path("detail").stringValue()).isNotEmpty();
  }

  private HttpResponse<String> post(String name, String value) {
    return node.send(node.request("POST", CONFIRM, key, DOCUMENT).header(name, value));
  }

  @Test
  void an_accepted_message_is_answered_202_with_its_job() {
    HttpResponse<String> answer = post("Idempotency-Key", "\"po-1/3\"");
    assertThat(answer.statusCode()).isEqualTo(202);
    String id = json(answer).path("id").stringValue();
    assertThat(answer.headers().firstValue("Location")).contains("/v1/jobs/" + id);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .contains("\"default\";q=1000;w=1000");
    assertThat(answer.headers().firstValue("RateLimit")).contains("\"default\";r=999;t=0");
    IntakeRequest taken = node.taken.getFirst();
    assertThat(taken.client()).isEqualTo("mes");
    assertThat(taken.headers().idempotencyKey()).contains("po-1/3");
    assertThat(new String(taken.body().bytes(), StandardCharsets.UTF_8)).isEqualTo(DOCUMENT);
    JsonNode later = json(node.get("/v1/jobs/" + id, key));
    assertThat(later.path("links")).isEqualTo(json(answer).path("links"));
    assertThat(later.path("deliveries").get(0)).isEqualTo(json(answer).path("deliveries").get(0));
    assertThat(later.path("acceptedAt")).isEqualTo(json(answer).path("acceptedAt"));
  }

  @Test
  void a_repetition_is_answered_like_the_first_and_says_so() {
    HttpResponse<String> first = post("Correlation-Id", "c-1");
    MessageId id = MessageId.parse(json(first).path("id").stringValue());
    node.intake = request -> new IntakeAnswer.Repeated(id, "c-1");
    HttpResponse<String> again = post("Correlation-Id", "c-1");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  @Test
  void every_refusal_is_its_own_problem() {
    Map<Refusal, Integer> statuses =
        Map.of(
            Refusal.UNKNOWN_OPERATION, 404,
            Refusal.INVALID_REQUEST, 400,
            Refusal.IDEMPOTENCY_KEY_MISSING, 400,
            Refusal.REQUEST_IN_FLIGHT, 409,
            Refusal.CALLBACK_REFUSED, 422,
            Refusal.CONTRACT_VIOLATION, 422,
            Refusal.BATCH_REFUSED, 422,
            Refusal.IDEMPOTENCY_KEY_REUSED, 422,
            Refusal.TEMPORARY_REDUCED_CAPACITY, 503);
    for (Refusal refusal : Refusal.values()) {
      node.intake = request -> Node.refused(refusal);
      HttpResponse<String> answer = post("Correlation-Id", "c-1");
      String type = refusal.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      assertProblem(answer, statuses.getOrDefault(refusal, 0), type);
    }
    node.intake = request -> Node.refused(Refusal.TEMPORARY_REDUCED_CAPACITY);
    assertThat(post("Correlation-Id", "c").headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void violations_are_listed_with_their_pointers() {
    node.intake =
        request ->
            new IntakeAnswer.Refused(
                Refusal.CONTRACT_VIOLATION,
                "2 fields",
                List.of(new Violation("/quantity", "minimum", "must be positive")),
                "c-1");
    JsonNode error = json(post("Correlation-Id", "c-1")).path("errors").get(0);
    assertThat(error.path("pointer").stringValue()).isEqualTo("/quantity");
    assertThat(error.path("message").stringValue()).isEqualTo("must be positive");
  }

  @Test
  void a_journal_that_cannot_be_written_is_503_and_a_bug_is_a_500_without_detail() {
    node.intake =
        request -> {
          throw new JournalUnavailableException("secret path /var/lib");
        };
    HttpResponse<String> away = post("Correlation-Id", "c-1");
    assertProblem(away, 503, "temporary-reduced-capacity");
    assertThat(away.body()).doesNotContain("/var/lib");
    node.intake =
        request -> {
          throw new IllegalStateException("password=hunter2");
        };
    HttpResponse<String> bug = post("Correlation-Id", "c-1");
    assertProblem(bug, 500, "internal-error");
    assertThat(bug.body()).doesNotContain("hunter2").doesNotContain("Exception");
    assertThat(json(bug).path("correlationId").stringValue()).isEqualTo("c-1");
  }

  @Test
  void an_idempotency_key_must_be_a_structured_string() {
    for (String bad :
        List.of("po-1", "\"\"", "\"a", "a\"", "\"a\"b", "\"\\n\"", "\"" + "x".repeat(256) + "\"")) {
      assertProblem(post("Idempotency-Key", bad), 400, "invalid-request");
    }
    assertThat(node.taken).isEmpty();
    assertThat(post("Idempotency-Key", "\"a \\\"b\\\" \\\\c\";v=1").statusCode()).isEqualTo(202);
    assertThat(node.taken.getLast().headers().idempotencyKey()).contains("a \"b\" \\c");
    assertThat(post("Idempotency-Key", "\"" + "x".repeat(255) + "\"").statusCode()).isEqualTo(202);
  }

  @Test
  void an_unsafe_correlation_id_is_replaced_and_a_bad_traceparent_discarded() {
    HttpResponse<String> safe = post("Correlation-Id", "shift-3:PO.1_a");
    assertThat(safe.headers().firstValue("Correlation-Id")).contains("shift-3:PO.1_a");
    HttpResponse<String> unsafe = post("Correlation-Id", "a b\"${jndi:x}");
    assertThat(unsafe.headers().firstValue("Correlation-Id").orElse("")).startsWith("minted-");
    String good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    post("traceparent", good);
    assertThat(node.taken.getLast().headers().traceparent()).contains(good);
    for (String bad :
        List.of(
            good.replace("0af7", "0AF7"),
            good.replace("00-0", "ff-0"),
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            good + "-x")) {
      post("traceparent", bad);
      assertThat(node.taken.getLast().headers().traceparent()).isEmpty();
    }
  }

  @Test
  void a_callback_must_be_https_except_on_this_machine() {
    for (String bad :
        List.of(
            "http://a.example/x",
            "http://127.0.0.1.a.example/x",
            "https://u:p@a.example/x",
            "https://a.example/x#y",
            "https:///x",
            "/x",
            "ftp://a.example/x",
            "https://a.example/" + "x".repeat(2_048))) {
      assertProblem(post("Millrace-Callback", bad), 400, "invalid-request");
    }
    assertThat(node.taken).isEmpty();
    assertThat(post("Millrace-Callback", "https://a.example/x?y=1").statusCode()).isEqualTo(202);
    assertThat(post("Millrace-Callback", "http://127.0.0.1:8000/x").statusCode()).isEqualTo(202);
    assertThat(node.taken.getLast().headers().callback()).contains("http://127.0.0.1:8000/x");
  }

  @Test
  void a_caller_who_waits_gets_the_outcome_as_soon_as_it_is_known() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(() -> post("Prefer", "respond-async, wait=15"));
    org.awaitility.Awaitility.await().until(() -> !node.taken.isEmpty());
    jdbi.useHandle(
        h -> {
          int done = 0;
          while (done == 0) {
            done = h.execute("update delivery set state = 'CONFIRMED', business = 'CONFIRMED'");
          }
        });
    MessageId id =
        jdbi.withHandle(
            h ->
                new MessageId(
                    h.createQuery("select id from message").mapTo(java.util.UUID.class).one()));
    node.monitoring.feed().changed(id);
    HttpResponse<String> answer = waiting.get(10, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=15");
    assertThat(json(answer).path("business").stringValue()).isEqualTo("confirmed");
  }

  @Test
  void a_caller_does_not_wait_for_what_a_person_has_to_decide() {
    node.intake =
        request -> {
          MessageId id = node.journal.message("PO-9/1", "PO-9");
          long number = node.journal.openCase("closed-period", "period is closed", 1);
          node.journal.delivery(id, 1, "erp", 7, "NEEDS_PERSON", number);
          return new IntakeAnswer.Accepted(id, "c");
        };
    long began = System.nanoTime();
    HttpResponse<String> answer = post("Prefer", "wait=30");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    assertThat(json(answer).path("technical").stringValue()).isEqualTo("needs-person");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_caller_who_waited_in_vain_gets_202() {
    long began = System.nanoTime();
    HttpResponse<String> answer = post("Prefer", "wait=1");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void beyond_its_quota_a_key_gets_429_until_the_time_that_is_told() {
    node.access.quota().take(key.substring(3, 11), 1_000);
    HttpResponse<String> answer = post("Correlation-Id", "c");
    assertProblem(answer, 429, "quota-exceeded");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("RateLimit")).contains("\"default\";r=0;t=1");
    node.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(post("Correlation-Id", "c").statusCode()).isEqualTo(202);
  }
}
