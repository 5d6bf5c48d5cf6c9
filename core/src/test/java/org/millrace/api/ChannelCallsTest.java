package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.access.SigningSecret;
import org.millrace.database.TestDatabase;
import org.millrace.intake.IntakeAnswer;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.landscape.Secret;
import tools.jackson.databind.JsonNode;

/** The plant's channels keep at most 3 documents of at most 1,000 bytes, 2,000 bytes in all. */
@ExtendWith(TestDatabase.class)
class ChannelCallsTest {

  private static final String FLOOR = "/v1/channels/floor-events";
  private static final String SIGNED = "/v1/channels/signed-events";
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private final Jdbi jdbi;
  private final Node node;
  private final String key;
  private final String people;

  ChannelCallsTest(Jdbi jdbi, @TempDir Path folder) {
    this.jdbi = jdbi;
    node = new Node(jdbi, folder);
    key = node.key("post:confirm-production");
    people = node.keyOf("ada", "read", "read-payload", "operate");
    node.intake = request -> Node.refused(Refusal.CONTRACT_VIOLATION);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<String> send(String body) {
    return node.send(node.request("POST", FLOOR, key, body));
  }

  private JsonNode waiting() {
    return json(node.get("/v1/quarantine?state=waiting", people)).path("items");
  }

  @Test
  void what_its_flow_takes_is_taken_like_any_message() {
    node.intake = node::accept;
    HttpResponse<String> answer =
        node.send(node.request("POST", FLOOR, key, "{}").header("webhook-id", "msg-1"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).path("outcome").stringValue()).isEqualTo("taken");
    assertThat(json(answer).path("job").stringValue()).startsWith("/v1/jobs/");
    assertThat(node.taken.getFirst().client()).isEqualTo("mes");
    assertThat(node.taken.getFirst().operation()).isEqualTo("confirm-production");
    assertThat(node.taken.getFirst().headers().idempotencyKey()).contains("msg-1");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void what_it_does_not_take_is_received_all_the_same_and_kept_byte_for_byte() {
    String body = "{ \"quantity\" : -1 }\r\n\u0000\u00ff <script>";
    HttpResponse<String> answer =
        node.send(
            node.request("POST", FLOOR, key, body)
                .setHeader("Content-Type", "text/weird")
                .header("X-Event-Type", "count")
                .header("Cookie", "secret=1"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).path("outcome").stringValue()).isEqualTo("quarantined");
    String address = json(answer).path("quarantine").stringValue();
    JsonNode entry = json(node.get(address, people));
    assertThat(entry.path("code").stringValue()).isEqualTo("contract-violation");
    assertThat(entry.path("sender").stringValue()).isEqualTo("mes");
    assertThat(entry.path("state").stringValue()).isEqualTo("waiting");
    assertThat(entry.path("headers").path("x-event-type").stringValue()).isEqualTo("count");
    assertThat(entry.path("headers").path("content-type").stringValue()).isEqualTo("text/weird");
    assertThat(entry.toString()).doesNotContain("secret=1").doesNotContain("mr_");
    HttpResponse<String> content = node.get(address + "/content", people);
    assertThat(content.body()).isEqualTo(body);
    assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(content.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void the_same_document_again_is_counted_and_not_doubled() {
    String first = json(send("{\"n\": 1}")).path("quarantine").stringValue();
    String again = json(send("{\"n\": 1}")).path("quarantine").stringValue();
    String other =
        json(node.send(node.request("POST", FLOOR, key, "{\"n\": 1}").header("x-event-type", "b")))
            .path("quarantine")
            .stringValue();

    assertThat(again).isEqualTo(first).isNotEqualTo(other);
    assertThat(json(node.get(first, people)).path("times").intValue()).isEqualTo(2);
    assertThat(waiting()).hasSize(2);
  }

  @Test
  void a_full_quarantine_sends_the_sender_away_and_still_takes_what_fits() {
    for (int n = 0; n < 3; n++) {
      assertThat(send("{\"n\": " + n + "}").statusCode()).isEqualTo(202);
    }
    HttpResponse<String> full = send("{\"n\": 3}");
    assertProblem(full, 503, "temporary-reduced-capacity");
    assertThat(full.headers().firstValue("Retry-After")).contains("60");
    assertThat(send("{\"n\": 2}").statusCode()).isEqualTo(202);
    node.intake = node::accept;
    assertThat(json(send("{\"n\": 3}")).path("outcome").stringValue()).isEqualTo("taken");
  }

  @Test
  void bytes_are_limited_too() {
    assertProblem(send("x".repeat(1_001)), 413, "content-too-large");
    assertThat(send("x".repeat(1_000)).statusCode()).isEqualTo(202);
    assertThat(send("y".repeat(1_000)).statusCode()).isEqualTo(202);
    assertProblem(send("z"), 503, "temporary-reduced-capacity");
  }

  @Test
  void what_cannot_be_taken_for_now_is_neither_taken_nor_kept() {
    node.intake = request -> Node.refused(Refusal.TEMPORARY_REDUCED_CAPACITY);
    assertProblem(send("{}"), 503, "temporary-reduced-capacity");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void who_is_not_the_channels_system_is_refused_and_nothing_is_kept() {
    assertProblem(node.send(node.request("POST", FLOOR, "", "{}")), 401, "unauthenticated");
    assertProblem(
        node.send(node.request("POST", "/v1/channels/none", "", "{}")), 401, "unauthenticated");
    assertProblem(
        node.send(node.request("POST", "/v1/channels/none", key, "{}")), 404, "not-found");
    String other = node.keyOf("wms", "post:confirm-production");
    assertProblem(node.send(node.request("POST", FLOOR, other, "{}")), 403, "forbidden");
    String without = node.key("post:something-else");
    assertProblem(node.send(node.request("POST", FLOOR, without, "{}")), 403, "forbidden");
    assertThat(waiting()).isEmpty();
  }

  private HttpRequest.Builder signed(String id, long at, String body, String signature) {
    return node.request("POST", SIGNED, "", body)
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(at))
        .header("webhook-signature", signature);
  }

  private static String signature(String id, long at, String body) {
    byte[] content = (id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8);
    return "v1,"
        + Base64.getEncoder()
            .encodeToString(SigningSecret.parse(SECRET).orElseThrow().authenticate(content));
  }

  @Test
  void a_signed_channel_takes_what_its_sender_signed_and_nothing_else() {
    node.secrets.put("mes-webhooks", Map.of("secret", new Secret(SECRET)));
    node.intake = node::accept;
    long now = node.clock.instant().getEpochSecond();
    String right = signature("m1", now, "{}");

    assertThat(node.send(signed("m1", now, "{}", "v1,AAAA " + right)).statusCode()).isEqualTo(202);
    assertProblem(node.send(signed("m1", now, "{ }", right)), 401, "unauthenticated");
    assertProblem(node.send(signed("m2", now, "{}", right)), 401, "unauthenticated");
    assertProblem(node.send(signed("m1", now + 1, "{}", right)), 401, "unauthenticated");
    long old = now - 301;
    assertProblem(
        node.send(signed("m1", old, "{}", signature("m1", old, "{}"))), 401, "unauthenticated");
    assertProblem(node.send(node.request("POST", SIGNED, key, "{}")), 401, "unauthenticated");
    assertThat(node.taken).hasSize(1);
    assertThat(waiting()).isEmpty();
    node.secrets.clear();
    assertProblem(node.send(signed("m1", now, "{}", right)), 503, "temporary-reduced-capacity");
  }

  @Test
  void a_person_releases_what_is_fit_now_and_it_is_taken_once() {
    String address = json(send("{\"n\": 1}")).path("quarantine").stringValue();
    assertProblem(
        node.post(address + "/release", people, "{\"reason\": \"try it\"}"), 422, "still-refused");
    node.intake = node::accept;
    HttpResponse<String> released =
        node.post(address + "/release", people, "{\"reason\": \"contract is mended\"}");

    assertThat(released.statusCode()).as(released.body()).isEqualTo(200);
    JsonNode entry = json(node.get(address, people));
    assertThat(entry.path("state").stringValue()).isEqualTo("released");
    assertThat(entry.path("message").stringValue()).isNotEmpty();
    assertThat(entry.path("endedReason").stringValue()).isEqualTo("contract is mended");
    assertThat(entry.path("endedBy").stringValue()).isEqualTo("system:ada");
    assertProblem(
        node.post(address + "/release", people, "{\"reason\": \"again\"}"), 409, "state-changed");
    assertProblem(
        node.post(address + "/discard", people, "{\"reason\": \"again\"}"), 409, "state-changed");
  }

  @Test
  void what_is_discarded_stays_with_who_and_why_and_its_repetition_is_only_counted() {
    String address = json(send("{\"n\": 1}")).path("quarantine").stringValue();
    assertThat(
            node.post(address + "/discard", people, "{\"reason\": \"a test of theirs\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(json(send("{\"n\": 1}")).path("quarantine").stringValue()).isEqualTo(address);
    JsonNode entry = json(node.get(address, people));
    assertThat(entry.path("state").stringValue()).isEqualTo("discarded");
    assertThat(entry.path("times").intValue()).isEqualTo(2);
    assertThat(node.get(address + "/content", people).body()).isEqualTo("{\"n\": 1}");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void alike_documents_are_one_group_and_are_released_together() {
    send("{\"n\": 1}");
    send("{\"n\": 2}");
    JsonNode groups = json(node.get("/v1/quarantine/groups", people)).path("items");
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).path("documents").intValue()).isEqualTo(2);
    String alike = groups.get(0).path("alike").stringValue();
    assertThat(json(node.get("/v1/quarantine?alike=" + alike + "&limit=1", people)).path("items"))
        .hasSize(1);
    node.intake =
        request ->
            new String(request.body().bytes(), StandardCharsets.UTF_8).contains("1")
                ? node.accept(request)
                : Node.refused(Refusal.CONTRACT_VIOLATION);

    JsonNode done =
        json(
            node.post(
                "/v1/quarantine/release",
                people,
                "{\"alike\": \"%s\", \"reason\": \"contract is mended\"}".formatted(alike)));
    assertThat(done.path("released").intValue()).isEqualTo(1);
    assertThat(done.path("stillRefused").intValue()).isEqualTo(1);
    JsonNode discarded =
        json(
            node.post(
                "/v1/quarantine/discard",
                people,
                "{\"alike\": \"%s\", \"reason\": \"of no use\"}".formatted(alike)));
    assertThat(discarded.path("discarded").intValue()).isEqualTo(1);
    assertThat(waiting()).isEmpty();
    assertProblem(
        node.post("/v1/quarantine/release", people, "{\"alike\": \"x\", \"reason\": \"why\"}"),
        400,
        "invalid-request");
  }

  @Test
  void content_is_for_those_who_may_read_payloads_and_decisions_for_those_who_operate() {
    String address = json(send("{\"n\": 1}")).path("quarantine").stringValue();
    String reader = node.keyOf("auditor", "read");
    assertThat(json(node.get(address, reader)).has("headers")).isFalse();
    assertProblem(node.get(address + "/content", reader), 403, "forbidden");
    assertProblem(
        node.post(address + "/release", reader, "{\"reason\": \"why\"}"), 403, "forbidden");
    assertProblem(node.get("/v1/quarantine", key), 403, "forbidden");
    assertProblem(node.get("/v1/quarantine/999999", people), 404, "not-found");
    assertProblem(node.get("/v1/quarantine/x", people), 404, "not-found");
    assertProblem(node.get("/v1/quarantine?state=lost", people), 400, "invalid-request");
  }

  @Test
  void metrics_tell_how_many_wait() {
    send("{\"n\": 1}");
    String scraper = node.key("metrics");
    assertThat(node.get("/metrics", scraper).body()).contains("millrace_quarantine_documents 1.0");
    int rows =
        jdbi.withHandle(
            h -> h.createQuery("select count(*) from quarantine").mapTo(Integer.class).one());
    assertThat(rows).isEqualTo(1);
  }

  @Test
  void a_message_key_that_belongs_to_other_content_is_kept_for_a_person() {
    node.intake = request -> Node.refused(Refusal.IDEMPOTENCY_KEY_REUSED);
    assertThat(json(send("{}")).path("outcome").stringValue()).isEqualTo("quarantined");
    node.intake = request -> new IntakeAnswer.Repeated(firstMessage(), "c-1");
    assertThat(json(send("{}")).path("outcome").stringValue()).isEqualTo("repeated");
  }

  private org.millrace.message.MessageId firstMessage() {
    return node.journal.message("PO-1/1", "PO-1");
  }
}
