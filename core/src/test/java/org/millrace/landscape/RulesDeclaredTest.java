package org.millrace.landscape;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Later confirmations and escalations, as declared. */
class RulesDeclaredTest {

  private static String flow(String rest) {
    return """
    flow: other
    accepts: production-confirmation@2
    key: confirmation
    order: none
    """
        + rest;
  }

  private static Landscape loaded(String file, String text) {
    return Landscapes.loaded(Landscapes.small(Map.of(file, text)), "dev");
  }

  private static List<String> problems(Map<String, String> files) {
    return Landscapes.problems(Landscapes.small(files), "dev");
  }

  @Test
  void a_step_names_the_event_that_confirms_it_and_the_one_that_says_no() {
    FlowDefinition flow =
        requireNonNull(
            loaded(
                    "flows/other.yaml",
                    flow(
                        """
                        deliver:
                          - to: erp
                            operation: post-confirmation
                            compensate: post-numbered
                          - to: analytics
                            operation: publish
                            confirmed-by:
                              event: shipment.departed
                              about: confirmation
                              within: PT12H
                              rejected-by: shipment.refused
                              then: compensate
                        announces: [{event: a.b, about: confirmation, reason: '"because"'}]
                        """))
                .flows()
                .get("other"));
    ConfirmedBy event = flow.step(2).confirmedBy().orElseThrow();
    assertThat(event.event()).isEqualTo("shipment.departed");
    assertThat(event.about().text()).isEqualTo("confirmation");
    assertThat(event.within()).isEqualTo(Duration.ofHours(12));
    assertThat(event.rejectedBy()).contains("shipment.refused");
    assertThat(event.then()).isEqualTo(ConfirmedBy.OnRejection.COMPENSATE);
    assertThat(flow.step(1).confirmedBy()).isEmpty();
    assertThat(flow.announces().getFirst().reason()).isPresent();
  }

  @Test
  void mistakes_in_confirmations_are_told_with_their_places() {
    assertThat(
            problems(
                Map.of(
                    "flows/other.yaml",
                    flow(
                        """
                        deliver:
                          - to: analytics
                            operation: publish
                            confirmed-by: {event: a.b, rejected-by: a.b, then: compensate, about: n}
                        """))))
        .containsExactlyInAnyOrder(
            "flows/other.yaml:8:45: `a.b` cannot be both a yes and a no; name another type of"
                + " event",
            "flows/other.yaml:6:3: a rejection is to be compensated, but no step declares what"
                + " takes it back; add `compensate` to the steps whose effects can be taken back,"
                + " or write `then: case`");
  }

  @Test
  void a_class_says_when_cases_are_due_and_to_whom_they_are_escalated() {
    Landscape landscape =
        loaded(
            "landscape.yaml",
            """
            landscape: small-plant
            criticality:
              critical:
                due: PT20M
                escalation:
                  - {after: PT15M, to: shift-lead}
                  - {after: PT1H, to: plant-it}
                  - {after: PT2H, to: manager, unless: acknowledged}
            """);
    Criticality critical = requireNonNull(landscape.criticality().get("critical"));
    assertThat(critical.due()).isEqualTo(Duration.ofMinutes(20));
    assertThat(critical.escalation())
        .extracting(Criticality.Escalation::unless)
        .containsExactly(
            Criticality.Unless.ACKNOWLEDGED,
            Criticality.Unless.CLOSED,
            Criticality.Unless.ACKNOWLEDGED);
    assertThat(requireNonNull(landscape.criticality().get("low")).due())
        .isEqualTo(Duration.ofDays(1));
    assertThat(landscape.criticalityOf("gone").name()).isEqualTo("normal");
  }

  @Test
  void mistakes_in_escalations_are_told_with_their_places() {
    assertThat(
            problems(
                Map.of(
                    "landscape.yaml",
                    """
                    landscape: small-plant
                    criticality:
                      night:
                        escalation:
                          - {after: PT1H, to: Shift Lead}
                          - {after: PT15M, to: plant-it, unless: never}
                    """,
                    "flows/other.yaml",
                    flow(
                        """
                        criticality: nigth
                        deliver: [{to: analytics, operation: publish}]
                        """))))
        .contains(
            "landscape.yaml:5:27: `Shift Lead` cannot be a name; use lower-case letters, digits"
                + " and single hyphens, at most 63",
            "landscape.yaml:6:17: a step comes later than the one before it; put the steps in the"
                + " order of their times",
            "flows/other.yaml:5:14: there is no criticality class `nigth`; add it to"
                + " landscape.yaml under `criticality`")
        .hasSize(4);
  }
}
