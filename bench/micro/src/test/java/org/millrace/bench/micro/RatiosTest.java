package org.millrace.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private static final Ratios RATIOS =
      new Ratios(
          new TreeMap<>(
              Map.of("Base.sha256Of1KiB", 2_000.0, "Steps.mapping", 9_000.0, "Steps.keys", 50.0)));

  @Test
  void each_operation_is_a_multiple_of_the_base_of_the_same_run() {
    assertThat(RATIOS.multiples())
        .containsExactly(Map.entry("Steps.keys", 0.025), Map.entry("Steps.mapping", 4.5));
  }

  @Test
  void the_table_compares_with_what_was_committed() {
    assertThat(RATIOS.table(Map.of("Steps.mapping", 3.0, "Steps.gone", 1.0)).lines())
        .contains(
            "| Steps.mapping | 9,000 | 4.5 | 3.0 | +50 % |",
            "| Steps.keys | 50 | 0.025 | new |  |", "| Steps.gone | not measured | | | |");
  }

  @Test
  void without_the_base_there_is_nothing_to_compare_with() {
    assertThatThrownBy(() -> new Ratios(new TreeMap<>(Map.of("Steps.keys", 1.0))))
        .hasMessageContaining("base");
  }
}
