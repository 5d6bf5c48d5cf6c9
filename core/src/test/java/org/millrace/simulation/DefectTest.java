package org.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.proof.Violation;

/** The checker of the checker: each planted defect is found, and soon. */
class DefectTest {

  private static final int MOST_SEEDS = 4_000;
  private static final int AT_ONCE = 20;

  @ParameterizedTest
  @EnumSource
  void a_planted_defect_is_found(Defect defect) throws InterruptedException {
    List<Long> seeds = new ArrayList<>();
    for (long first = 1; seeds.isEmpty() && first <= MOST_SEEDS; first += AT_ONCE) {
      AtomicLong left = new AtomicLong(AT_ONCE);
      Simulation.run(first, () -> left.getAndDecrement() > 0, defect.planted).failed().stream()
          .filter(outcome -> breaks(defect, outcome))
          .forEach(outcome -> seeds.add(outcome.seed()));
    }
    System.out.println("planted " + defect + ": found by " + seeds);
    assertThat(seeds).as("%s within %d seeds", defect, MOST_SEEDS).isNotEmpty();
  }

  private static boolean breaks(Defect defect, Simulation.Outcome outcome) {
    return outcome.violations().stream().map(Violation::invariant).anyMatch(defect.breaks::equals);
  }
}
