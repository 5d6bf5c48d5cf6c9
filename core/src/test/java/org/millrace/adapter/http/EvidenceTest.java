package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.Target;
import org.millrace.failure.Capability;
import org.millrace.failure.FailureClass;
import org.millrace.landscape.OperationDefinition;

/** The evidence table of docs/reference/http-adapter.md, line by line. */
@Timeout(30)
class EvidenceTest {

  private static final String POST = "{\"path\":\"/orders\"";

  @Test
  void success_with_json_is_accepted_with_its_reference() {
    assertThat(
            evidence(
                RawServer.json(201, "{\"document\":4711}"),
                ",\"reference\":\"response.document\"}"))
        .isEqualTo(new Evidence.Accepted(Optional.of("4711")));
  }

  @Test
  void success_without_a_body_is_accepted() {
    assertThat(evidence("HTTP/1.1 204 None\r\n\r\n"))
        .isEqualTo(new Evidence.Accepted(Optional.empty()));
  }

  @Test
  void a_page_with_status_200_is_unknown() {
    assertThat(evidence(RawServer.http(200, "text/html", "<html>Maintenance</html>")))
        .isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void an_error_with_status_200_is_unknown() {
    assertThat(evidence(RawServer.json(200, "{\"error\":{\"code\":\"x\"}}")))
        .isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void json_followed_by_something_else_is_unknown() {
    assertThat(evidence(RawServer.json(200, "{} <html>"))).isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void a_success_without_the_declared_condition_is_unknown() {
    String settings = ",\"success\":\"status = 201 and response.state = 'posted'\"}";
    assertThat(evidence(RawServer.json(201, "{\"state\":\"posted\"}"), settings))
        .isInstanceOf(Evidence.Accepted.class);
    assertThat(evidence(RawServer.json(201, "{\"state\":\"parked\"}"), settings))
        .isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void an_answer_of_fifty_megabytes_is_unknown() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
              String chunk = "[".repeat(1 << 20);
              for (int i = 0; i < 50; i++) {
                client.write(chunk);
              }
            })) {
      assertThat(outcome(peer, POST + "}").evidence()).isInstanceOf(Evidence.Unknown.class);
    }
  }

  @Test
  void too_many_requests_is_not_processed_with_the_wait() {
    assertThat(evidence("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOfSatisfying(
            Evidence.NotProcessed.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void unavailable_is_not_processed_only_if_the_target_or_the_file_says_so() {
    assertThat(evidence(RawServer.json(503, "{}"))).isInstanceOf(Evidence.Unknown.class);
    assertThat(evidence("HTTP/1.1 503 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(Evidence.NotProcessed.class);
    assertThat(evidence(RawServer.json(503, "{}"), ",\"not-processed\":[503]}"))
        .isInstanceOf(Evidence.NotProcessed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 504, 599, 408})
  void other_failures_are_unknown_whatever_they_say(int status) {
    assertThat(evidence(RawServer.json(status, "{\"error\":{\"code\":\"not-processed\"}}")))
        .isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void a_refusal_that_can_be_read_is_rejected_with_its_code() {
    assertThat(
            evidence(
                RawServer.json(
                    422, "{\"error\":{\"code\":\"CLOSED_PERIOD\",\"message\":\"2026-09\"}}")))
        .isEqualTo(
            new Evidence.Rejected(
                "closed-period", "Status 422: 2026-09", FailureClass.DATA_QUALITY));
  }

  @Test
  void a_refusal_that_cannot_be_read_is_unknown_unless_declared() {
    String page = RawServer.http(404, "text/html", "<h1>No such proxy</h1>");
    assertThat(evidence(page)).isInstanceOf(Evidence.Unknown.class);
    assertThat(evidence(page, ",\"rejected\":[404]}")).isInstanceOf(Evidence.Rejected.class);
  }

  @Test
  void a_conflict_is_a_duplicate_unless_the_existing_document_is_ours() {
    String ours = RawServer.json(409, "{\"document\":\"9\",\"reference\":\"ref-1\"}");
    String settings =
        ",\"duplicate-same\":\"response.reference = $reference\","
            + "\"reference\":\"response.document\"}";
    assertThat(evidence(ours))
        .isInstanceOfSatisfying(
            Evidence.Rejected.class, e -> assertThat(e.kind()).isEqualTo(FailureClass.DUPLICATE));
    assertThat(evidence(ours, settings)).isEqualTo(new Evidence.Accepted(Optional.of("9")));
    assertThat(evidence(RawServer.json(409, "{\"reference\":\"ref-2\"}"), settings))
        .isInstanceOf(Evidence.Rejected.class);
  }

  @Test
  void forbidden_is_rejected_and_redirects_are_too() {
    assertThat(evidence(RawServer.http(403, "text/html", "<h1>Forbidden</h1>")))
        .isInstanceOf(Evidence.Rejected.class);
    assertThat(evidence("HTTP/1.1 302 Go\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOfSatisfying(
            Evidence.Rejected.class, e -> assertThat(e.code()).isEqualTo("redirected"));
  }

  @Test
  void facts_tell_status_headers_response_and_error() {
    try (RawServer peer =
        RawServer.answering(
            RawServer.json(422, "{\"type\":\"https://erp/problems/closed\",\"title\":\"No\"}"))) {
      assertThat(outcome(peer, POST + "}").exchange().facts())
          .isEqualTo(
              Bench.JSON.readTree(
                  """
                  {"status": 422,
                   "headers": {"content-type": "application/json", "content-length": "52"},
                   "response": {"type": "https://erp/problems/closed", "title": "No"},
                   "error": {"code": "closed", "message": "No"}}
                  """));
    }
  }

  private static Evidence evidence(String answer) {
    return evidence(answer, "}");
  }

  private static Evidence evidence(String answer, String moreSettings) {
    try (RawServer peer = RawServer.answering(answer)) {
      Outcome outcome = outcome(peer, POST + moreSettings);
      assertThat(peer.requests()).hasSize(1);
      return outcome.evidence();
    }
  }

  private static Outcome outcome(RawServer peer, String settings) {
    OperationDefinition operation = Bench.operation("post", Capability.BLIND, settings);
    try (Target target =
        Bench.target(
            Bench.system("{\"url\":\"" + peer.url() + "\"}", operation),
            name -> Optional.empty())) {
      return target.send(Bench.outbound(operation, "{\"order\":\"PO-1\"}"));
    }
  }
}
