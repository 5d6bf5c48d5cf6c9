package org.millrace.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.millrace.failure.FailureClass;
import org.millrace.telemetry.Meters;

/**
 * Meters for Prometheus: base units, names starting with {@code millrace_}, labels only from the
 * landscape, never keys or ids. Thread-safe.
 *
 * <p>Registering goes through hashing and builders, so every meter is kept here once it exists.
 */
public final class PrometheusMeters implements Meters, AutoCloseable {

  /** The format that {@link #scrape} answers. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Recent recent;
  private final AtomicInteger intakeInProgress;
  private final Map<Labels, Timer> intake = new ConcurrentHashMap<>();
  private final Map<Labels, Timer> sends = new ConcurrentHashMap<>();
  private final Map<Labels, Timer> deliveries = new ConcurrentHashMap<>();
  private final Map<Labels, Timer> webhooks = new ConcurrentHashMap<>();
  private final Map<Labels, Counter> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> inProgress = new ConcurrentHashMap<>();

  private record Labels(String first, String second) {}

  public PrometheusMeters(InstantSource clock) {
    recent = new Recent(clock);
    intakeInProgress = registry.gauge("millrace.intake.in.progress", new AtomicInteger());
    new JvmMemoryMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  @Override
  public void intakeBegins() {
    intakeInProgress.incrementAndGet();
  }

  @Override
  public void intake(String operation, String answer, Duration took) {
    intakeInProgress.decrementAndGet();
    intake
        .computeIfAbsent(
            new Labels(operation, answer),
            labels -> timer("millrace.intake", "operation", operation, "answer", answer))
        .record(took);
  }

  @Override
  public void sendBegins(String system) {
    inProgress
        .computeIfAbsent(
            system,
            name ->
                registry.gauge(
                    "millrace.send.in.progress",
                    io.micrometer.core.instrument.Tags.of("system", name),
                    new AtomicInteger()))
        .incrementAndGet();
  }

  @Override
  public void sendEnds(String system, Duration took, Sent sent) {
    inProgress.computeIfAbsent(system, name -> new AtomicInteger(1)).decrementAndGet();
    recent.ended(system, took, sent == Sent.ACCEPTED);
    String result = sent.name().toLowerCase(Locale.ROOT);
    sends
        .computeIfAbsent(
            new Labels(system, result),
            labels -> timer("millrace.send", "system", system, "result", result))
        .record(took);
  }

  @Override
  public void failed(String system, FailureClass kind) {
    recent.failed(system, kind);
    failures
        .computeIfAbsent(
            new Labels(system, Words.kebab(kind.name())),
            labels ->
                Counter.builder("millrace.failures")
                    .description("attempts that failed")
                    .tag("system", labels.first)
                    .tag("class", labels.second)
                    .register(registry))
        .increment();
  }

  @Override
  public void delivered(String flow, String system, Duration sinceAccepted) {
    recent.delivered(system);
    deliveries
        .computeIfAbsent(
            new Labels(flow, system),
            labels -> timer("millrace.delivery", "flow", flow, "system", system))
        .record(sinceAccepted);
  }

  @Override
  public void webhook(String system, Webhook outcome, Duration took) {
    String label = Words.kebab(outcome.name());
    webhooks
        .computeIfAbsent(
            new Labels(system, label),
            labels -> timer("millrace.webhook", "system", system, "outcome", label))
        .record(took);
  }

  private Timer timer(String name, String... tags) {
    return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
  }

  /** Shows a number that is looked up whenever somebody asks; nothing while it is not known. */
  void watch(String name, String description, Supplier<Number> number) {
    Gauge.builder(name, number).description(description).register(registry);
  }

  /** All meters as text. */
  public String scrape() {
    return registry.scrape();
  }

  Recent recent() {
    return recent;
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
