package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;
import org.millrace.intake.IntakeAnswer;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.RecordingTraces;
import org.millrace.telemetry.RecordingTraces.Recorded;

/** What traces show of the requests that bring messages. */
@ExtendWith(TestDatabase.class)
class RequestSpansTest {

  private static final String CONFIRM = "/v1/operations/confirm-production";
  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final RecordingTraces traces = new RecordingTraces();
  private final Node node;
  private final String key;

  RequestSpansTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder, false, traces);
    key = node.key("post:*", "read");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return node.send(
        node.request("POST", path, key, body)
            .header("traceparent", CALLER)
            .header("Correlation-Id", "c-1"));
  }

  /** The span ends a moment after the answer was written. */
  private Recorded only() {
    Awaitility.await().until(() -> traces.spans.size() == 1 && traces.spans.getFirst().closed);
    return traces.spans.getFirst();
  }

  @Test
  void a_request_is_a_part_of_the_callers_trace_and_the_message_a_part_of_the_request() {
    assertThat(post(CONFIRM, "{}").statusCode()).isEqualTo(202);

    Recorded span = only();
    assertThat(span.beginning.kind()).isEqualTo(Beginning.Kind.SERVER);
    assertThat(span.beginning.name()).isEqualTo("POST /v1/operations/{operation}");
    assertThat(span.beginning.parent()).contains(CALLER);
    assertThat(node.taken.getFirst().headers().traceparent()).contains(span.context());
    assertThat(span.told)
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/v1/operations/{operation}")
        .containsEntry("http.response.status_code", "202")
        .containsEntry("url.path", CONFIRM)
        .containsEntry("millrace.operation", "confirm-production")
        .containsEntry("millrace.sender", "mes")
        .containsEntry("millrace.correlation.id", "c-1");
    assertThat(span.error).isEmpty();
  }

  @Test
  void a_callers_mistake_is_no_error_of_the_server_and_a_bug_is() {
    node.intake = request -> Node.refused(IntakeAnswer.Refusal.CONTRACT_VIOLATION);
    post(CONFIRM, "{}");
    assertThat(only().told).containsEntry("http.response.status_code", "422");
    assertThat(only().error).isEmpty();

    traces.spans.clear();
    node.intake =
        request -> {
          throw new IllegalStateException("password=hunter2");
        };
    post(CONFIRM, "{}");
    assertThat(only().told).containsEntry("http.response.status_code", "500");
    assertThat(only().error).contains("500");
  }

  @Test
  void what_a_caller_invents_gets_into_no_span() {
    node.intake = request -> Node.refused(IntakeAnswer.Refusal.UNKNOWN_OPERATION);
    assertThat(post("/v1/operations/mr_secret", "{}").statusCode()).isEqualTo(404);
    assertThat(only().told.toString()).doesNotContain("mr_secret");
    assertThat(only().beginning.name()).isEqualTo("POST /v1/operations/{operation}");
  }

  @Test
  void a_batch_tells_its_size() {
    post(CONFIRM + "/batch", "{\"policy\":\"partial\",\"records\":[{\"content\":{}}]}");
    assertThat(only().beginning.name()).isEqualTo("POST /v1/operations/{operation}/batch");
    assertThat(only().told).containsEntry("messaging.batch.message_count", "1");
  }

  @Test
  void strangers_and_pages_make_no_spans() {
    assertThat(node.post(CONFIRM, "mr_abcdefgh_" + "x".repeat(43), "{}").statusCode())
        .isEqualTo(401);
    assertThat(node.get("/v1/messages", key).statusCode()).isEqualTo(200);
    assertThat(List.copyOf(traces.spans)).isEmpty();
  }
}
