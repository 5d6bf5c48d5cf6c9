package org.millrace.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.telemetry.Traces;

/** When there is tracing at all. */
class TracingTest {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String COLLECTOR = "http://127.0.0.1:4318";

  @Test
  void without_a_variable_nothing_is_traced() {
    assertThat(Tracing.isConfigured(Map.of())).isFalse();
    assertThat(Tracing.isConfigured(Map.of(ENDPOINT, " ", "OTEL_SERVICE_NAME", "x"))).isFalse();
    try (Tracing tracing = Tracing.open(Map.of(), new Tracing.Instance("1", "test"))) {
      assertThat(tracing.traces()).isSameAs(Traces.OFF);
    }
  }

  @Test
  void an_endpoint_or_an_exporter_turns_it_on() {
    assertThat(Tracing.isConfigured(Map.of(ENDPOINT, COLLECTOR))).isTrue();
    assertThat(Tracing.isConfigured(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", COLLECTOR)))
        .isTrue();
    assertThat(Tracing.isConfigured(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
  }

  @Test
  void the_switches_of_opentelemetry_turn_it_off() {
    assertThat(Tracing.isConfigured(Map.of(ENDPOINT, COLLECTOR, "OTEL_SDK_DISABLED", "true")))
        .isFalse();
    assertThat(Tracing.isConfigured(Map.of(ENDPOINT, COLLECTOR, "OTEL_SDK_DISABLED", "false")))
        .isTrue();
    assertThat(Tracing.isConfigured(Map.of(ENDPOINT, COLLECTOR, "OTEL_TRACES_EXPORTER", "none")))
        .isFalse();
  }

  @Test
  void a_mistake_in_the_configuration_turns_it_off_and_stops_nothing() {
    System.setProperty("otel.exporter.otlp.protocol", "carrier-pigeon");
    try (Tracing tracing =
        Tracing.open(Map.of(ENDPOINT, COLLECTOR), new Tracing.Instance("1", "test"))) {
      assertThat(tracing.traces()).isSameAs(Traces.OFF);
    } finally {
      System.clearProperty("otel.exporter.otlp.protocol");
    }
    try (Tracing tracing =
        Tracing.open(Map.of(ENDPOINT, COLLECTOR), new Tracing.Instance("1", "test"))) {
      assertThat(tracing.traces().on()).isTrue();
    }
  }
}
