package org.millrace.app.trace;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.telemetry.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracing as OpenTelemetry's environment variables ask for it. Where they do not, nothing of
 * OpenTelemetry is even loaded.
 */
public final class Tracing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

  private final @Nullable OtlpTraces otlp;

  private Tracing(@Nullable OtlpTraces otlp) {
    this.otlp = otlp;
  }

  /**
   * Begins to trace if that is configured. A mistake there is logged and turns tracing off: what is
   * only watched must not stop the plant.
   *
   * @param variables the process's environment
   * @param instance what the spans say about where they come from
   */
  public static Tracing open(Map<String, String> variables, Instance instance) {
    if (!isConfigured(variables)) {
      return new Tracing(null);
    }
    try {
      OtlpTraces traces = OtlpTraces.open(instance);
      LOG.atInfo()
          .addKeyValue("endpoint", endpoint(variables))
          .addKeyValue("sampler", text(variables, "OTEL_TRACES_SAMPLER").orElse("all"))
          .log("traces are exported");
      return new Tracing(traces);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("cause", root(e).getMessage())
          .log(
              "nothing is traced: correct the variables OTEL_… and start again; traces leave as"
                  + " http/protobuf only, to port 4318 by custom");
      return new Tracing(null);
    }
  }

  /**
   * What the spans say about where they come from.
   *
   * @param version of Millrace
   * @param environment of the landscape
   */
  public record Instance(String version, String environment) {}

  static boolean isConfigured(Map<String, String> variables) {
    if (text(variables, "OTEL_SDK_DISABLED").filter("true"::equalsIgnoreCase).isPresent()) {
      return false;
    }
    Optional<String> exporter = text(variables, "OTEL_TRACES_EXPORTER");
    return exporter
        .map(name -> !name.equalsIgnoreCase("none"))
        .orElseGet(
            () ->
                text(variables, "OTEL_EXPORTER_OTLP_ENDPOINT").isPresent()
                    || text(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").isPresent());
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String endpoint(Map<String, String> variables) {
    return text(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
        .or(() -> text(variables, "OTEL_EXPORTER_OTLP_ENDPOINT"))
        .orElse("http://localhost:4318");
  }

  /** An empty variable counts as none, by OpenTelemetry's rules. */
  private static Optional<String> text(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  public Traces traces() {
    return otlp == null ? Traces.OFF : otlp;
  }

  /** Sends what is left, within a limit. */
  @Override
  public void close() {
    if (otlp != null) {
      otlp.close();
    }
  }
}
