package org.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that say nothing about what a thing is. */
class NamesTest {

  private static final ArchRule NO_EMPTY_CLASS_NAMES =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?");

  private static final ArchRule NO_EMPTY_PACKAGE_NAMES =
      noClasses().should().resideInAnyPackage("..common..", "..models..", "..util..", "..utils..");

  @Test
  void classes_are_named_by_what_they_are() {
    NO_EMPTY_CLASS_NAMES.check(Code.product());
  }

  @Test
  void an_empty_class_name_is_found() {
    assertThat(Code.complaints(NO_EMPTY_CLASS_NAMES, Code.fixture("names")))
        .contains(
            List.of(
                "names.OrderManager>",
                "names.OrderHelper>",
                "names.OrderUtil>",
                "names.OrderUtils>",
                "names.OrderImpl>"));
  }

  @Test
  void packages_are_features() {
    NO_EMPTY_PACKAGE_NAMES.check(Code.product());
  }

  @Test
  void an_empty_package_name_is_found() {
    assertThat(Code.complaints(NO_EMPTY_PACKAGE_NAMES, Code.fixture("names")))
        .contains(List.of("common.Anything", "models.Anything", "util.Anything"));
  }
}
