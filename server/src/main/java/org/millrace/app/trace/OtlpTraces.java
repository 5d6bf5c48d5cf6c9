package org.millrace.app.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.millrace.app.trace.Tracing.Instance;
import org.millrace.telemetry.Beginning;
import org.millrace.telemetry.Traceparent;
import org.millrace.telemetry.Traces;

/**
 * Spans made and sent by OpenTelemetry's library. Those that ended wait in a queue of limited
 * length; when it is full, more are dropped, so that nothing ever waits for a collector.
 */
final class OtlpTraces implements Traces, AutoCloseable {

  /** Longest wait for the last spans to be sent when the node stops. */
  private static final Duration FLUSH = Duration.ofSeconds(3);

  private static final String SAMPLER = "otel.traces.sampler";
  private static final String BY_PARENT = "parentbased";

  /** What holds unless a variable says otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of("otel.service.name", "millrace", "otel.exporter.otlp.protocol", "http/protobuf");

  /** What holds in any case: metrics are Prometheus's, logs go to the standard error. */
  private static final Map<String, String> ALWAYS =
      Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpTraces(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("org.millrace");
  }

  /** Reads the configuration from the process's environment. */
  static OtlpTraces open(Instance instance) {
    return new OtlpTraces(
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> DEFAULTS)
            .addPropertiesCustomizer(config -> ALWAYS)
            .addResourceCustomizer((resource, config) -> describe(instance).merge(resource))
            .addSamplerCustomizer(OtlpTraces::sampler)
            .addSpanExporterCustomizer(
                (exporter, config) -> new WatchedExporter(exporter, System::nanoTime))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk()
            .getSdkTracerProvider());
  }

  private static Resource describe(Instance instance) {
    return Resource.create(
        Attributes.builder()
            .put("service.version", instance.version())
            .put("deployment.environment.name", instance.environment())
            .build());
  }

  /** Who samples by the parent wants attempts sampled like their message, too. */
  private static Sampler sampler(Sampler configured, ConfigProperties config) {
    String name = config.getString(SAMPLER, BY_PARENT);
    return name.startsWith(BY_PARENT) ? new LinkBasedSampler(configured) : configured;
  }

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public OtlpSpan begin(Beginning beginning) {
    SpanBuilder builder = tracer.spanBuilder(beginning.name()).setSpanKind(kind(beginning.kind()));
    builder.setParent(
        beginning
            .parent()
            .map(parent -> Context.root().with(Span.wrap(context(parent))))
            .orElseGet(Context::root));
    beginning.link().ifPresent(link -> builder.addLink(context(link)));
    beginning.at().ifPresent(builder::setStartTimestamp);
    return new OtlpSpan(builder.startSpan());
  }

  private static SpanContext context(String traceparent) {
    return SpanContext.createFromRemoteParent(
        Traceparent.traceId(traceparent),
        Traceparent.spanId(traceparent),
        TraceFlags.fromHex(Traceparent.flags(traceparent), 0),
        TraceState.getDefault());
  }

  private static SpanKind kind(Beginning.Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case PRODUCER -> SpanKind.PRODUCER;
      case CLIENT -> SpanKind.CLIENT;
    };
  }

  @Override
  public void close() {
    provider.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
  }
}
