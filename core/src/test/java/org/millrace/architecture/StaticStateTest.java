package org.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Two nodes in one process, or two tests, must not meet in a static field. */
class StaticStateTest {

  private static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields().that().areStatic().should().beFinal();

  @Test
  void static_fields_never_change() {
    STATIC_FIELDS_ARE_FINAL.check(Code.product());
  }

  @Test
  void a_static_field_that_can_change_is_found() {
    assertThat(Code.complaints(STATIC_FIELDS_ARE_FINAL, Code.fixture("state")))
        .contains("StaticState.last")
        .doesNotContain("StaticState.LIMIT");
  }
}
