package org.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Imports point downward only. */
class LayersTest {

  /**
   * @param packages below the root
   * @param neighbourly whether they may use each other; the rule against cycles then holds them
   *     apart
   */
  private record Layer(boolean neighbourly, List<String> packages) {

    private static Layer of(String... packages) {
      return new Layer(false, List.of(packages));
    }
  }

  /** A package may use those further down. Stages meet only in the journal. */
  private static final List<Layer> TOP_DOWN =
      List.of(
          Layer.of("app"),
          Layer.of("api"),
          Layer.of("intake", "delivery", "recovery", "replay", "notification", "monitoring"),
          Layer.of("journal"),
          new Layer(
              true, List.of("contract", "mapping", "landscape", "access", "adapter", "telemetry")),
          Layer.of("failure"),
          Layer.of("message"));

  private static ArchRule downward(String root) {
    LayeredArchitecture rule =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String name : names(TOP_DOWN)) {
      rule = rule.layer(name).definedBy(root + "." + name + "..");
    }
    for (int i = 0; i < TOP_DOWN.size(); i++) {
      Layer layer = TOP_DOWN.get(i);
      List<Layer> usable = TOP_DOWN.subList(layer.neighbourly() ? i : i + 1, TOP_DOWN.size());
      String[] below = names(usable).toArray(String[]::new);
      for (String name : layer.packages()) {
        rule =
            below.length == 0
                ? rule.whereLayer(name).mayNotAccessAnyLayer()
                : rule.whereLayer(name).mayOnlyAccessLayers(below);
      }
    }
    return rule;
  }

  private static ArchRule placed(String root) {
    return classes()
        .should()
        .resideInAnyPackage(
            names(TOP_DOWN).stream().map(name -> root + "." + name + "..").toArray(String[]::new));
  }

  private static ArchRule withoutCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  private static List<String> names(List<Layer> layers) {
    return layers.stream().flatMap(layer -> layer.packages().stream()).toList();
  }

  @Test
  void imports_point_downward() {
    downward("org.millrace").check(Code.product());
  }

  @Test
  void an_import_of_a_neighbouring_stage_or_upward_is_found() {
    String complaints = Code.complaints(downward(Code.FIXTURE + ".layers"), Code.fixture("layers"));
    assertThat(complaints)
        .contains("intake.ImportsAnotherStage")
        .contains("journal.ImportsAStage")
        .contains("message.ImportsTheJournal")
        .doesNotContain("delivery.Stage.");
  }

  @Test
  void every_package_has_its_layer() {
    placed("org.millrace").check(Code.product());
  }

  @Test
  void a_package_without_a_layer_is_found() {
    assertThat(Code.complaints(placed(Code.FIXTURE + ".layers"), Code.fixture("layers")))
        .contains("stray.BelongsNowhere")
        .doesNotContain("delivery.Stage");
  }

  @Test
  void no_packages_import_each_other_in_a_circle() {
    withoutCycles("org.millrace").check(Code.product());
  }

  @Test
  void a_circle_is_found() {
    assertThat(Code.complaints(withoutCycles(Code.FIXTURE + ".cycle"), Code.fixture("cycle")))
        .contains("left.Left")
        .contains("right.Right");
  }
}
