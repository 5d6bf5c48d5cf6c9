package org.millrace.landscape;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What flows and systems wait for, as declared. */
class WaitingDeclaredTest {

  private static final String CALENDARS =
      """
      landscape: small-plant
      calendars:
        erp-service:
          zone: Europe/Berlin
          open:
            - {days: mon-fri, from: "06:00", to: "22:00"}
            - {days: sat, from: "22:00", to: "02:00"}
          closed: ["2026-12-25"]
      """;

  private static String flow(String name, String rest) {
    return """
    flow: %s
    accepts: production-confirmation@2
    key: confirmation
    """
            .formatted(name)
        + rest;
  }

  @Test
  void a_flow_says_what_it_does_about_missing_numbers() {
    Landscape landscape =
        Landscapes.loaded(
            Landscapes.small(
                Map.of(
                    "flows/numbered.yaml",
                    flow(
                        "numbered",
                        """
                        order: {by: order, sequence: n, gap: {from: 0, wait: PT2M, then: continue}}
                        deliver: [{to: analytics, operation: publish}]
                        """))),
            "dev");
    assertThat(requireNonNull(landscape.flows().get("numbered")).gap())
        .contains(new GapRule(0, Duration.ofMinutes(2), GapRule.Then.CONTINUE));
    assertThat(requireNonNull(landscape.flows().get("production-confirmation")).gap()).isEmpty();
  }

  @Test
  void a_step_says_which_messages_it_needs_and_a_flow_which_events_it_tells_of() throws Exception {
    Landscape landscape =
        Landscapes.loaded(
            Landscapes.small(
                Map.of(
                    "flows/issue.yaml",
                    flow(
                        "issue",
                        """
                        order: none
                        deliver:
                          - to: analytics
                            operation: publish
                            requires: [{flow: production-confirmation, in: erp, key: order, wait: P1D}]
                        """),
                    "flows/item.yaml",
                    flow(
                        "item",
                        """
                        order: none
                        announces: [{event: item-plant.activated, about: item, when: active}]
                        """))),
            "dev");
    var json = JsonMapper.builder().build().readTree("{\"order\": \"PO-1\", \"active\": true}");
    Requirement requirement =
        requireNonNull(landscape.flows().get("issue")).step(1).requires().getFirst();
    assertThat(requirement.system()).isEqualTo("erp");
    assertThat(requirement.patience()).isEqualTo(Duration.ofDays(1));
    assertThat(requirement.key().evaluate(json)).hasToString("\"PO-1\"");
    FlowDefinition item = requireNonNull(landscape.flows().get("item"));
    assertThat(item.steps()).isEmpty();
    assertThat(item.announces())
        .extracting(Announcement::type)
        .containsExactly("item-plant.activated");
    assertThat(item.announces().getFirst().when().orElseThrow().holds(json)).isTrue();
  }

  @Test
  void a_system_has_service_hours() {
    String erp =
        new String(
            Landscapes.source("small").file("systems/erp.yaml").orElseThrow(),
            java.nio.charset.StandardCharsets.UTF_8);
    Landscape landscape =
        Landscapes.loaded(
            Landscapes.small(
                Map.of(
                    "landscape.yaml",
                    CALENDARS,
                    "systems/erp.yaml",
                    erp + "windows: erp-service\n")),
            "dev");
    ServiceCalendar calendar =
        requireNonNull(landscape.systems().get("erp")).limits().window().orElseThrow();
    assertThat(calendar.isOpen(Instant.parse("2026-11-20T12:00:00Z"))).isTrue();
    assertThat(calendar.isOpen(Instant.parse("2026-12-25T12:00:00Z"))).isFalse();
    assertThat(calendar.isOpen(Instant.parse("2026-11-22T00:30:00Z")))
        .as("after midnight")
        .isTrue();
    assertThat(calendar.isOpen(Instant.parse("2026-11-22T01:00:00Z"))).isFalse();
  }

  @Test
  void a_code_and_an_operation_have_policies_of_their_own() {
    String erp =
        new String(
            Landscapes.source("small").file("systems/erp.yaml").orElseThrow(),
            java.nio.charset.StandardCharsets.UTF_8);
    String rule =
        "  - {when: 'status = 423', is: business-rule, code: locked, then: retry, retry: {attempts:"
            + " 7}}\n";
    Landscape landscape =
        Landscapes.loaded(Landscapes.small(Map.of("systems/erp.yaml", erp + rule)), "dev");
    FailureRule read = requireNonNull(landscape.systems().get("erp")).failures().getLast();
    assertThat(read.then()).contains(org.millrace.failure.Response.RETRY);
    assertThat(read.retry().orElseThrow().attempts()).isEqualTo(7);
    assertThat(
            Landscapes.problems(
                Landscapes.small(
                    Map.of(
                        "systems/erp.yaml",
                        erp + rule.replace("business-rule", "unknown-outcome"))),
                "dev"))
        .singleElement()
        .asString()
        .contains("after an unknown outcome the same cannot simply be sent again");
  }

  @Test
  void mistakes_are_told_with_their_places_and_remedies() {
    assertThat(
            Landscapes.problems(
                Landscapes.small(
                    Map.of(
                        "landscape.yaml",
                        """
                        landscape: small-plant
                        calendars:
                          night:
                            zone: Europe/Berln
                            open: [{days: mon-frei, from: "6:00"}, {from: "06:00", to: "06:00"}]
                            closed: ["2026-13-25"]
                          empty: {zone: UTC}
                        """,
                        "flows/a.yaml",
                        flow(
                            "a",
                            """
                            order: {by: order, gap: {wait: PT0S, then: ignore}}
                            on-failure: skip
                            announces: [{event: Item Activated}]
                            deliver:
                              - {to: analytics, operation: publish}
                              - to: erp
                                operation: post-confirmation
                                after: analytics
                                requires: [{flow: production-confirmations, key: order}]
                            """),
                        "flows/b.yaml",
                        flow(
                            "b",
                            """
                            order: none
                            deliver:
                              - {to: erp, operation: post-confirmation, requires: [{flow: a, key: order, in: mes}]}
                            """))),
                "dev"))
        .containsExactlyInAnyOrder(
            "landscape.yaml:4:11: there is no time zone `Europe/Berln`; write one such as"
                + " Europe/Berlin or UTC",
            "landscape.yaml:5:19: `mon-frei` are no days; write mon-fri, or sat,sun",
            "landscape.yaml:5:35: `6:00` is no time of the day; write one such as \"06:00\"",
            "landscape.yaml:5:51: `from` and `to` leave no time between them",
            "landscape.yaml:6:13: `2026-13-25` is no day; write one such as 2026-12-25",
            "landscape.yaml:7:10: a calendar needs from 1 to 100 openings; write `open: [{days:"
                + " mon-fri, from: \"06:00\", to: \"22:00\"}]`",
            "flows/a.yaml:4:25: without a sequence nobody can see a gap; add `sequence`, the number"
                + " that the sender counts up",
            "flows/a.yaml:4:32: `wait` must be longer than zero and at most PT2160H",
            "flows/a.yaml:4:44: `then` cannot be `ignore`; choose one of escalate, continue",
            "flows/a.yaml:5:13: a flow that waits for missing numbers cannot skip failed ones;"
                + " remove `order.gap`, or let failed ones block their key",
            "flows/a.yaml:6:21: `Item Activated` cannot be the type of an event; use lower-case"
                + " letters, digits, dots and hyphens, such as item-plant.activated",
            "flows/a.yaml:12:15: a step that waits for an earlier step cannot require other"
                + " messages; put `requires` on the earlier step",
            "flows/a.yaml:1:1: a step requires messages of the flow `production-confirmations`,"
                + " which does not exist; did you mean `production-confirmation`?",
            "flows/b.yaml:1:1: a step requires messages of `a` in `mes`, but that flow does not"
                + " deliver there; name one of its targets with `in`");
  }
}
