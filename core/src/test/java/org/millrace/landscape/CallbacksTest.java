package org.millrace.landscape;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksTest {

  private static final String MES = "system: mes\nkind: MES\nadapter: none\n";
  private static final String DEV =
      """
      values: {erp.url: "http://127.0.0.1:8000", analytics.url: "http://127.0.0.1:8001", mes.host: mes.plant.example}
      credentials:
        erp-integration: {user: millrace, password: {file: erp-password}}
        mes-webhooks: {secret: {file: mes-webhooks}}
      """;

  private static LandscapeSource with(String callbacks) {
    return Landscapes.small(
        Map.of("systems/mes.yaml", MES + callbacks, "environments/dev.yaml", DEV));
  }

  private static Callbacks callbacks(String... destinations) {
    return new Callbacks(
        "mes-webhooks",
        List.of(destinations).stream()
            .map(text -> CallbackDestination.parse(text).orElseThrow())
            .toList());
  }

  @Test
  void a_system_has_its_callbacks() {
    Landscape landscape =
        Landscapes.loaded(
            with(
                "callbacks: {credential: mes-webhooks, destinations:"
                    + " [\"https://${mes.host}:8443/hooks/\", \"http://localhost:9000\"]}"),
            "dev");
    Callbacks callbacks = requireNonNull(landscape.systems().get("mes")).callbacks().orElseThrow();
    assertThat(callbacks.credential()).isEqualTo("mes-webhooks");
    assertThat(callbacks.covering("https://mes.plant.example:8443/hooks/done?id=1"))
        .map(CallbackDestination::text)
        .contains("https://mes.plant.example:8443/hooks/");
    assertThat(requireNonNull(landscape.systems().get("erp")).callbacks()).isEmpty();
  }

  @Test
  void every_mistake_in_callbacks_is_told_with_its_remedy() {
    assertThat(
            Landscapes.problems(
                with(
                    """
                    callbacks:
                      credential: mes-webhook
                      destinations: ["http://mes.plant.example", "mes.plant.example:8443"]
                      retries: 3
                    """),
                "dev"))
        .hasSize(4)
        .anyMatch(p -> p.contains("no credential `mes-webhook`; did you mean `mes-webhooks`?"))
        .anyMatch(p -> p.contains("`http://mes.plant.example` cannot be called back; write https"))
        .anyMatch(p -> p.contains("`mes.plant.example:8443` cannot be called back; write https"))
        .anyMatch(p -> p.contains("unknown key `retries`"));
  }

  @Test
  void callbacks_without_a_secret_or_destinations_are_a_mistake() {
    assertThat(
            Landscapes.problems(
                with("callbacks: {destinations: [\"https://mes.plant.example\"]}"), "dev"))
        .anyMatch(p -> p.contains("`credential` is missing"));
    assertThat(
            Landscapes.problems(
                with(
                    "callbacks: {credential: erp-integration, destinations:"
                        + " [\"https://mes.plant.example\"]}"),
                "dev"))
        .anyMatch(p -> p.contains("`erp-integration` has no field `secret` to sign webhooks"));
    assertThat(Landscapes.problems(with("callbacks: {credential: mes-webhooks}"), "dev"))
        .anyMatch(p -> p.contains("`destinations` needs from 1 to 20 addresses"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mes.example",
        "http://localhost.example",
        "https://u@mes.example",
        "https://mes.example?x=1",
        "https://mes.example#x",
        "https://mes.example/a/../b",
        "https://[::1]",
        "https://2130706433",
        "https://mes.example:0",
        "https://mes.example:70000",
        "//mes.example",
        "https://",
        "mailto:a@mes.example",
        " "
      })
  void what_could_mean_another_place_cannot_be_declared(String text) {
    assertThat(CallbackDestination.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://mes.example, https://mes.example, true",
    "https://mes.example, https://MES.example:443/any?thing=1, true",
    "https://mes.example/, https://mes.example, true",
    "https://mes.example, https://mes.example:8443, false",
    "https://mes.example, http://mes.example, false",
    "https://mes.example, https://mes.example.evil.example, false",
    "https://mes.example, https://mes.example@evil.example, false",
    "https://mes.example, https://xmes.example, false",
    "https://mes.example, https://mes.example./, false",
    "https://mes.example/hooks, https://mes.example/hooks, true",
    "https://mes.example/hooks, https://mes.example/hooks/7, true",
    "https://mes.example/hooks, https://mes.example/hooks?x=/../y, true",
    "https://mes.example/hooks, https://mes.example/hooksmore, false",
    "https://mes.example/hooks, https://mes.example/, false",
    "https://mes.example/hooks, https://mes.example/hooks/../admin, false",
    "https://mes.example/hooks, https://mes.example/hooks/.%2E/admin, false",
    "https://mes.example/hooks, https://mes.example/hooks/%2e%2e/admin, false",
    "https://mes.example/hooks, https://mes.example/hooks/..%2fadmin, false",
    "https://mes.example/hooks, https://mes.example/hooks/..%5cadmin, false",
    "http://127.0.0.1:9000, http://127.0.0.1:9000/x, true",
    "http://127.0.0.1:9000, http://localhost:9000/x, false"
  })
  void a_destination_covers_itself_and_what_is_below(String declared, String url, boolean covered) {
    assertThat(callbacks(declared).covering(url).isPresent()).isEqualTo(covered);
  }

  @Test
  void the_most_exact_destination_is_the_endpoint() {
    Optional<CallbackDestination> found =
        callbacks("https://mes.example/a", "https://mes.example/a/b", "https://mes.example")
            .covering("https://mes.example/a/b/c");
    assertThat(found).map(CallbackDestination::text).contains("https://mes.example/a/b");
  }
}
