package org.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.proof.Violation;

/** The checker of the checker: each planted defect is found, and soon. */
class DefectTest {

  private static final int MOST_SEEDS = 600;

  @ParameterizedTest
  @EnumSource
  void a_planted_defect_is_found(Defect defect) throws InterruptedException {
    AtomicLong left = new AtomicLong(MOST_SEEDS);
    AtomicBoolean found = new AtomicBoolean();
    List<Long> seeds = new ArrayList<>();
    for (long first = 1; !found.get() && left.get() > 0; first += 20) {
      AtomicLong some = new AtomicLong(20);
      Simulation.Sum sum = Simulation.run(first, () -> some.getAndDecrement() > 0, defect.planted);
      left.addAndGet(-20);
      for (Simulation.Outcome outcome : sum.failed()) {
        if (outcome.violations().stream()
            .map(Violation::invariant)
            .anyMatch(defect.breaks::equals)) {
          found.set(true);
          seeds.add(outcome.seed());
        }
      }
    }
    System.out.println("planted " + defect + ": found by " + seeds);
    assertThat(found).as("%s within %d seeds", defect, MOST_SEEDS).isTrue();
  }
}
