package org.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.millrace.proof.Checker;
import org.millrace.proof.Fact;
import org.millrace.proof.History;
import org.millrace.proof.Violation;

/**
 * Ten thousand worlds per build. One seed again, with its history in {@code target/history.jsonl}:
 * {@code mvn -pl core -am test -Dtest=SimulationTest -Dmillrace.seed=S -Dmillrace.seeds=1}.
 */
class SimulationTest {

  private static final long FIRST = Long.getLong("millrace.seed", 1);
  private static final long SEEDS = Long.getLong("millrace.seeds", 10_000);

  @Test
  void whatever_fails_every_invariant_holds_and_after_the_calm_all_is_done_or_a_persons()
      throws InterruptedException, IOException {
    AtomicLong left = new AtomicLong(SEEDS);
    long began = System.nanoTime();
    Simulation.Sum sum = Simulation.run(FIRST, () -> left.getAndDecrement() > 0);
    System.out.printf(
        "simulator: seeds %d to %d, %d messages, %.1f s, doses %s%n",
        FIRST, FIRST + SEEDS - 1, sum.messages(), (System.nanoTime() - began) / 1e9, sum.doses());
    if (SEEDS == 1) {
      try (History history = History.into(Path.of("target", "history.jsonl"))) {
        Simulation.run(FIRST, history);
      }
    }
    assertThat(sum.failed().stream().limit(20)).isEmpty();
  }

  @Test
  void seeds_that_once_failed_hold() throws IOException {
    for (long seed : regressions()) {
      assertThat(Simulation.run(seed, fact -> {}).violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void a_seed_gives_the_same_history_again() {
    List<Fact> first = new ArrayList<>();
    List<Fact> second = new ArrayList<>();
    Simulation.run(4711, first::add);
    Simulation.run(4711, second::add);
    assertThat(first).isEqualTo(second).hasSizeGreaterThan(100);
  }

  @Test
  void a_history_read_back_from_its_file_is_judged_the_same() throws IOException {
    Path file = Files.createTempFile("history", ".jsonl");
    List<Fact> facts = new ArrayList<>();
    try (History history = History.into(file)) {
      Simulation.run(4712, ((java.util.function.Consumer<Fact>) history).andThen(facts::add));
    }
    List<Fact> read = new ArrayList<>();
    History.read(file, read::add);
    assertThat(read).isEqualTo(facts);
    Checker checker = new Checker(Checker.Limits.STANDARD);
    History.read(file, checker);
    assertThat(checker.violations()).extracting(Violation::invariant).isEmpty();
  }

  private static List<Long> regressions() throws IOException {
    try (InputStream seeds =
        Objects.requireNonNull(SimulationTest.class.getResourceAsStream("regression-seeds.txt"))) {
      return new String(seeds.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(Long::valueOf)
          .toList();
    }
  }
}
