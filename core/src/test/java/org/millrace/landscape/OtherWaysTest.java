package org.millrace.landscape;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compensations and alternatives, as declared. */
class OtherWaysTest {

  private static String flow(String deliver) {
    return """
    flow: other
    accepts: production-confirmation@2
    key: confirmation
    order: none
    deliver:
    """
        + deliver;
  }

  @Test
  void steps_that_stand_by_have_numbers_after_those_of_the_others() {
    FlowDefinition flow =
        requireNonNull(
            Landscapes.loaded(
                    Landscapes.small(
                        Map.of(
                            "flows/other.yaml",
                            flow(
                                """
                                  - to: erp
                                    operation: post-confirmation
                                    map: confirmation-to-erp
                                    compensate: post-numbered
                                    alternative: {to: analytics, operation: publish}
                                  - {to: analytics, operation: publish, after: erp}
                                """))),
                    "dev")
                .flows()
                .get("other"));
    assertThat(flow.steps()).hasSize(2);
    assertThat(flow.step(3).operation()).isEqualTo("post-numbered");
    assertThat(flow.step(3).map()).isEqualTo(flow.step(1).map());
    assertThat(flow.step(3).standby()).contains(new Standby(Standby.Kind.COMPENSATES, 1));
    assertThat(flow.step(4).system()).isEqualTo("analytics");
    assertThat(flow.step(4).standby()).contains(new Standby(Standby.Kind.REPLACES, 1));
    assertThat(flow.hasStep(4)).isTrue();
    assertThat(flow.hasStep(5)).isFalse();
  }

  @Test
  void mistakes_in_them_are_told_with_their_places() {
    assertThat(
            Landscapes.problems(
                Landscapes.small(
                    Map.of(
                        "flows/other.yaml",
                        flow(
                            """
                              - to: erp
                                operation: post-confirmation
                                compensate: {operation: post-number, mapp: x}
                                alternative: {to: mes, operation: publish}
                            """))),
                "dev"))
        .containsExactlyInAnyOrder(
            "flows/other.yaml:8:29: system `erp` has no operation `post-number`; did you mean"
                + " `post-numbered`?",
            "flows/other.yaml:8:42: unknown key `mapp`; did you mean `map`?",
            "flows/other.yaml:9:23: `mes` only sends: it has no adapter; name an adapter in"
                + " systems/mes.yaml");
  }
}
