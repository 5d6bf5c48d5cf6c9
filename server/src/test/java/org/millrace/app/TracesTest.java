package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.trace.Collector.hex;
import static org.millrace.app.trace.Collector.told;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.app.trace.Collector;
import tools.jackson.databind.JsonNode;

/** A node between a caller, a target and a collector of spans. */
@SuppressWarnings("NullAway.Init") // each test starts the node that it needs
class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String SECRET = "S3cr3tOfTheCollector";

  @TempDir private Path folder;
  private final Collector collector;
  private final ConfirmingErp erp;
  private NodeProcess node;

  TracesTest() throws IOException {
    collector = new Collector();
    erp = new ConfirmingErp();
  }

  @BeforeEach
  void landscape() throws IOException {
    erp.landscape(folder.resolve("landscape"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.stop();
    erp.close();
    collector.close();
  }

  private NodeProcess start(Map<String, String> variables, String... options) throws IOException {
    node =
        new NodeProcess(
            folder.resolve("data"),
            folder.resolve("landscape"),
            "test",
            variables,
            List.of(options));
    return node.start();
  }

  private Map<String, String> exporting(String delay) {
    Map<String, String> variables = new HashMap<>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    variables.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + SECRET);
    variables.put("OTEL_SERVICE_NAME", "millrace-hall-3");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", delay);
    variables.put("MILLRACE_LOG_LEVEL", "DEBUG");
    return variables;
  }

  /** Sends and waits for the outcome; the order is the correlation id, too. */
  private int post(String order, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Correlation-Id";
    all[1] = order;
    all[2] = "Prefer";
    all[3] = "wait=20";
    return node.post("confirm-production", document(order), all).status();
  }

  private static String document(String order) {
    return "{\"order\": \"" + order + "\", \"remark\": \"not-for-traces\"}";
  }

  private Span span(String correlationId, String name) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> collector.of(correlationId).stream().anyMatch(s -> s.getName().equals(name)));
    return collector.of(correlationId).stream()
        .filter(s -> s.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_message_is_traced_from_its_caller_to_its_target() throws IOException {
    start(exporting("100"));
    post("PO-unsampled", "traceparent", CALLER.replace("-01", "-00"));
    assertThat(post("PO-1", "traceparent", CALLER)).isEqualTo(200);

    Span attempt = span("PO-1", "post-confirmation erp");
    Span request = span("PO-1", "POST /v1/operations/{operation}");
    Span accept = span("PO-1", "accept confirmation");
    assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(request.getParentSpanId())).isEqualTo("b7ad6b7169203331");
    assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(hex(accept.getTraceId())).isEqualTo(TRACE);
    assertThat(accept.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(accept.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
    assertThat(attempt.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(attempt.getParentSpanId().isEmpty()).isTrue();
    assertThat(hex(attempt.getTraceId())).isNotEqualTo(TRACE);
    assertThat(attempt.getLinksList()).hasSize(1);
    assertThat(attempt.getLinks(0).getTraceId()).isEqualTo(accept.getTraceId());
    assertThat(attempt.getLinks(0).getSpanId()).isEqualTo(accept.getSpanId());
    assertThat(erp.traceparent("PO-1"))
        .startsWith("00-" + hex(attempt.getTraceId()) + "-" + hex(attempt.getSpanId()) + "-");
    assertThat(told(attempt)).containsEntry("millrace.delivery.state", "CONFIRMED");
    assertThat(attempt.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);

    whatTheCallerDoesNotSampleIsNotExported();
    aRefusalIsAnError();
    aLineAboutAMessageFindsItsTrace();
    whatLeavesHasItsOriginAndNoSecrets();
  }

  private void whatTheCallerDoesNotSampleIsNotExported() {
    assertThat(collector.of("PO-unsampled")).isEmpty();
    String flags = erp.traceparent("PO-unsampled").substring(53);
    assertThat(Integer.parseInt(flags, 16) & 1).isZero();
  }

  private void aRefusalIsAnError() {
    post("CLOSED-1");
    Span attempt = span("CLOSED-1", "post-confirmation erp");
    assertThat(attempt.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(told(attempt))
        .containsEntry("error.type", "closed-period")
        .containsEntry("http.response.status_code", "422")
        .containsEntry("millrace.failure.class", "business-rule");
  }

  /** Nothing in {@code vague} can be counted, and that is logged. */
  private void aLineAboutAMessageFindsItsTrace() {
    var _ = node.post("confirm-production", document("VAGUE-1"), "Correlation-Id", "VAGUE-1");
    Span attempt = span("VAGUE-1", "post-confirmation erp");
    List<JsonNode> lines =
        node.log().stream()
            .filter(line -> line.startsWith("{"))
            .map(NodeProcess.JSON::readTree)
            .filter(line -> line.path("correlationId").asString("").equals("VAGUE-1"))
            .filter(line -> line.path("message").asString("").contains("confirmed-when"))
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().path("trace_id").asString("")).isEqualTo(hex(attempt.getTraceId()));
    assertThat(lines.getFirst().path("span_id").asString("")).isEqualTo(hex(attempt.getSpanId()));
    assertThat(lines.getFirst().path("delivery").asString(""))
        .isEqualTo(told(attempt).get("millrace.message.id") + ":1");
  }

  private void whatLeavesHasItsOriginAndNoSecrets() {
    assertThat(collector.resources.getFirst())
        .containsEntry("service.name", "millrace-hall-3")
        .containsEntry("deployment.environment.name", "test");
    assertThat(collector.keys).containsOnly(SECRET);
    assertThat(collector.spans.toString()).doesNotContain("not-for-traces");
    assertThat(node.log())
        .anyMatch(line -> line.contains("\"level\":\"DEBUG\""))
        .noneMatch(line -> line.contains(SECRET) || line.contains("not-for-traces"));
  }

  @Test
  void the_last_spans_are_sent_when_the_node_stops() throws Exception {
    start(exporting("600000"));
    post("PO-2");
    assertThat(collector.spans).isEmpty();
    node.stop();
    assertThat(collector.of("PO-2")).hasSize(3);
  }

  @Test
  void a_collector_that_is_away_hinders_nothing_and_is_said_once() throws Exception {
    collector.answer(401);
    start(exporting("100"));
    for (int i = 0; i < 5; i++) {
      assertThat(post("PO-3-" + i)).isEqualTo(200);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> saidThatTheCollectorIsAway() == 1);
    collector.close();
    assertThat(post("PO-3-again")).isEqualTo(200);
    long stopping = System.nanoTime();
    node.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(20));
    assertThat(saidThatTheCollectorIsAway()).isEqualTo(1);
    assertThat(node.log())
        .anyMatch(line -> line.contains("it answers with status 401"))
        .noneMatch(line -> line.contains("opentelemetry"));
  }

  private long saidThatTheCollectorIsAway() {
    return node.log().stream().filter(line -> line.contains("does not take spans")).count();
  }

  @Test
  void without_configuration_nothing_of_it_is_loaded() throws IOException {
    Path loaded = folder.resolve("classes.log");
    start(Map.of(), "-Xlog:class+load:file=" + loaded);
    assertThat(post("PO-4", "traceparent", CALLER)).isEqualTo(200);

    assertThat(erp.traceparent("PO-4")).startsWith("00-" + TRACE + "-");
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains("org.millrace.delivery.Sender "))
        .noneMatch(line -> line.contains("io.opentelemetry"));
  }
}
