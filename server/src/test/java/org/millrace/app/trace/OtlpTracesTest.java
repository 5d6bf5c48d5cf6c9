package org.millrace.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traceparent;

/** The library's side of the port, with the spans kept in memory. */
class OtlpTracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";
  private static final Instant BEFORE = Instant.parse("2026-01-05T06:00:00Z");

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private OtlpTraces traces = with(Sampler.parentBased(Sampler.alwaysOn()));

  private OtlpTraces with(Sampler sampler) {
    return new OtlpTraces(
        SdkTracerProvider.builder()
            .setSampler(new LinkBasedSampler(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build());
  }

  @AfterEach
  void close() {
    traces.close();
  }

  private static Beginning request(String parent) {
    return Beginning.request("POST /v1/operations/{operation}", Optional.of(parent));
  }

  private static Beginning attempt(String message) {
    return Beginning.attempt("post-confirmation erp", Optional.of(message), BEFORE);
  }

  /** The other bit that is known says that the trace's id is random (Level 2 of the standard). */
  private static boolean isSampled(String traceparent) {
    return (Integer.parseInt(Traceparent.flags(traceparent), 16) & 1) == 1;
  }

  private SpanData only() {
    assertThat(exported.getFinishedSpanItems()).hasSize(1);
    return exported.getFinishedSpanItems().getFirst();
  }

  @Test
  void a_request_goes_on_with_the_callers_trace_as_a_new_parent() {
    String context;
    try (Span span = traces.begin(request(SAMPLED))) {
      context = span.traceparent().orElseThrow();
      span.tell("http.route", "/v1/operations/{operation}");
      span.tell("http.response.status_code", 202);
    }
    assertThat(only().getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(only().getName()).isEqualTo("POST /v1/operations/{operation}");
    assertThat(only().getTraceId()).isEqualTo(TRACE);
    assertThat(only().getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(context).startsWith("00-" + TRACE + "-" + only().getSpanId());
    assertThat(isSampled(context)).isTrue();
    assertThat(only().getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(202);
  }

  @Test
  void an_attempt_begins_a_trace_and_links_to_the_message() {
    String context;
    try (Span span = traces.begin(attempt(SAMPLED))) {
      context = span.traceparent().orElseThrow();
    }
    assertThat(only().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(only().getParentSpanContext().isValid()).isFalse();
    assertThat(only().getTraceId()).isNotEqualTo(TRACE);
    assertThat(Traceparent.traceId(context)).isEqualTo(only().getTraceId());
    assertThat(only().getLinks()).hasSize(1);
    assertThat(only().getLinks().getFirst().getSpanContext().getTraceId()).isEqualTo(TRACE);
    assertThat(only().getStartEpochNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(BEFORE.getEpochSecond()));
  }

  @Test
  void a_failure_is_an_error_with_its_type() {
    try (Span span = traces.begin(attempt(SAMPLED))) {
      span.failed("closed-period");
    }
    assertThat(only().getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "closed-period"));
    assertThat(only().getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("closed-period");
  }

  @Test
  void what_a_caller_does_not_sample_is_exported_nowhere_on_its_way_and_says_so() {
    try (Span request = traces.begin(request(NOT_SAMPLED));
        Span attempt = traces.begin(attempt(request.traceparent().orElseThrow()))) {
      assertThat(request.recording()).isFalse();
      assertThat(request.traceparent().orElseThrow()).startsWith("00-" + TRACE).endsWith("-00");
      assertThat(attempt.recording()).isFalse();
      assertThat(isSampled(attempt.traceparent().orElseThrow())).isFalse();
    }
    assertThat(exported.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void a_message_is_sampled_from_end_to_end_or_not_at_all() {
    traces = with(Sampler.parentBased(Sampler.traceIdRatioBased(0.0)));
    try (Span request = traces.begin(Beginning.request("r", Optional.empty()))) {
      assertThat(request.recording()).isFalse();
    }
    try (Span attempt = traces.begin(attempt(SAMPLED))) {
      assertThat(attempt.recording()).isTrue();
    }
    assertThat(only().getName()).isEqualTo("post-confirmation erp");
  }

  @Test
  void after_the_end_nothing_is_traced_and_nothing_fails() {
    traces.close();
    try (Span span = traces.begin(Beginning.attempt("x", Optional.empty(), BEFORE))) {
      assertThat(span.traceparent()).isEmpty();
      span.failed("x");
    }
    assertThat(exported.getFinishedSpanItems()).isEmpty();
  }
}
