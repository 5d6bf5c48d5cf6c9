package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.failure.FailureClass;

class StopTest {

  private static final Evidence SILENCE = new Evidence.Unknown("timeout", "no answer");
  private static final Evidence REFUSED = new Evidence.NotSent("connection-refused", "", true);
  private static final Evidence CONFLICT =
      new Evidence.NotProcessed("conflict", "", Optional.empty());

  @Test
  void unanswered_read_before_any_change_has_changed_nothing() {
    assertThat(stop(SILENCE, true).ofWhole(false, false)).isInstanceOf(Evidence.NotProcessed.class);
  }

  @Test
  void unanswered_change_is_unknown_whatever_came_before() {
    assertThat(stop(SILENCE, false).ofWhole(false, true)).isEqualTo(SILENCE);
    assertThat(stop(SILENCE, false).ofWhole(true, true)).isEqualTo(SILENCE);
  }

  @Test
  void unanswered_read_after_a_change_is_harmless_only_to_an_operation_that_resumes() {
    assertThat(stop(SILENCE, true).ofWhole(true, true)).isInstanceOf(Evidence.NotProcessed.class);
    assertThat(stop(SILENCE, true).ofWhole(true, false)).isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void half_of_an_operation_that_does_not_resume_is_in_doubt() {
    assertThat(stop(REFUSED, false).ofWhole(true, false)).isInstanceOf(Evidence.Unknown.class);
    assertThat(stop(CONFLICT, false).ofWhole(true, false)).isInstanceOf(Evidence.Unknown.class);
    assertThat(stop(REFUSED, false).ofWhole(true, true)).isEqualTo(REFUSED);
    assertThat(stop(CONFLICT, false).ofWhole(true, true)).isEqualTo(CONFLICT);
  }

  @Test
  void refusal_stays_a_refusal() {
    Evidence refusal = new Evidence.Rejected("x", "", FailureClass.DATA_QUALITY);

    assertThat(stop(refusal, false).ofWhole(true, false)).isEqualTo(refusal);
  }

  private static Stop stop(Evidence evidence, boolean reads) {
    return new Stop(evidence, "step", reads, Optional.empty());
  }
}
