package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millrace.landscape.ChannelDefinition.Leads;

class ChannelsTest {

  private static final String CHANNEL = "channels/floor.yaml";

  private static List<String> problems(String text) {
    return Landscapes.problems(Landscapes.small(Map.of(CHANNEL, text)), "dev");
  }

  @Test
  void a_channel_is_read_with_its_limits() {
    ChannelDefinition channel =
        Landscapes.loaded(
                Landscapes.small(
                    Map.of(
                        CHANNEL,
                        """
                        channel: floor
                        kind: webhook
                        system: mes
                        operation: {from: body.asks, among: [confirm-production]}
                        key: headers."x-id"
                        headers: [x-id]
                        limits: {size: 1000, entries: 7}
                        """)),
                "dev")
            .channels()
            .get("floor");

    assertThat(channel).isNotNull();
    assertThat(Optional.ofNullable(channel).map(ChannelDefinition::operations))
        .contains(Set.of("confirm-production"));
    assertThat(Optional.ofNullable(channel).map(ChannelDefinition::leads))
        .containsInstanceOf(Leads.Computed.class);
    assertThat(Optional.ofNullable(channel).map(ChannelDefinition::limits))
        .contains(new ChannelDefinition.Limits(1_000, 7, 64 << 20));
  }

  @Test
  void every_mistake_of_a_channel_is_told() {
    assertThat(
            problems(
                """
                channel: floor
                kind: letter
                system: mess
                operation: confirm
                headers: [Authorization, cookie, x-api-key]
                signature: {credential: nobody}
                limits: {size: 0}
                """))
        .hasSize(8)
        .anyMatch(problem -> problem.contains("`kind` cannot be `letter`"))
        .anyMatch(problem -> problem.contains("there is no system `mess`; did you mean `mes`?"))
        .anyMatch(problem -> problem.contains("there is no operation `confirm`"))
        .anyMatch(problem -> problem.contains("`Authorization` is no header's name"))
        .anyMatch(problem -> problem.contains("`cookie` may hold a secret"))
        .anyMatch(problem -> problem.contains("`x-api-key` may hold a secret"))
        .anyMatch(problem -> problem.contains("no credential `nobody`"))
        .anyMatch(problem -> problem.contains("`size` must be a whole number"));
  }

  @Test
  void a_threshold_counts_as_reached_only_if_it_really_is() {
    BatchRule share = BatchRule.atLeast("97.5%").orElseThrow();
    assertThat(share.required(100)).isEqualTo(98);
    assertThat(share.label()).isEqualTo("partial, at least 97.5%");
    assertThat(BatchRule.atLeast("97").orElseThrow().required(50)).isEqualTo(97);
    assertThat(BatchRule.ALL_OR_NOTHING.required(33)).isEqualTo(33);
    assertThat(BatchRule.PARTIAL.required(33)).isZero();
    for (String wrong : List.of("0", "-1", "0%", "101%", "10001", "97 of 100", "1e2")) {
      assertThat(BatchRule.atLeast(wrong)).as(wrong).isEmpty();
    }
  }
}
