package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffectComparisonTest {
  private final EffectComparison comparison = new EffectComparison();

  @Test
  void each_accepted_once_and_in_order_holds() {
    accept("erp/a", 1, 2, 3);
    accept("erp/b", 1, 2);
    effects("erp/b", 1);
    effects("erp/a", 1, 2, 3);
    effects("erp/b", 2);
    Verdict verdict = comparison.verdict();
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.line(20)).isEqualTo("accepted=5 kills=20 lost=0 doubled=0 misordered=0");
  }

  @Test
  void a_lost_effect_is_detected() {
    accept("erp/a", 1, 2, 3);
    effects("erp/a", 1, 3);
    Verdict verdict = comparison.verdict();
    assertThat(verdict.line(1)).isEqualTo("accepted=3 kills=1 lost=1 doubled=0 misordered=0");
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.examples()).containsExactly("lost: erp/a 2");
  }

  @Test
  void a_doubled_effect_is_detected_even_if_another_one_is_lost() {
    accept("erp/a", 1, 2);
    effects("erp/a", 1, 1);
    Verdict verdict = comparison.verdict();
    assertThat(verdict.line(1)).isEqualTo("accepted=2 kills=1 lost=1 doubled=1 misordered=0");
    assertThat(verdict.holds()).isFalse();
  }

  @Test
  void a_misordered_effect_is_detected() {
    accept("erp/a", 1, 2, 3);
    effects("erp/a", 2, 1, 3);
    Verdict verdict = comparison.verdict();
    assertThat(verdict.line(1)).isEqualTo("accepted=3 kills=1 lost=0 doubled=0 misordered=1");
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.examples()).containsExactly("misordered: erp/a 1 came after 2");
  }

  @Test
  void a_late_repetition_is_doubled_and_not_misordered() {
    accept("erp/a", 1, 2);
    effects("erp/a", 1, 2, 1);
    assertThat(comparison.verdict().line(1))
        .isEqualTo("accepted=2 kills=1 lost=0 doubled=1 misordered=0");
  }

  @Test
  void the_same_key_at_two_targets_is_two_streams() {
    accept("erp/a", 1, 2);
    accept("wms/a", 1, 2);
    effects("erp/a", 1, 2);
    effects("wms/a", 1);
    assertThat(comparison.missing()).isEqualTo(1);
    assertThat(comparison.verdict().examples()).containsExactly("lost: wms/a 2");
  }

  @Test
  void an_effect_that_nobody_was_promised_is_uninvited() {
    accept("erp/a", 1);
    effects("erp/a", 1, 2);
    assertThat(comparison.verdict().uninvited()).isEqualTo(1);
    assertThat(comparison.verdict().holds()).isFalse();
  }

  private void accept(String stream, int... sequences) {
    for (int sequence : sequences) {
      comparison.accepted(stream, sequence);
    }
  }

  private void effects(String stream, int... sequences) {
    for (int sequence : sequences) {
      comparison.effect(stream, sequence);
    }
  }
}
