package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.kill.ProcessRun.Surroundings;
import org.millrace.bench.measure.Spread;

/**
 * One kind of fault, given to processes of its own.
 *
 * @param name as it is chosen by
 * @param share of the process lane's time; some rounds need more than that to be whole
 * @param diskMegabytes size of a file system of its own for the node's data
 */
record Round(
    String name,
    String title,
    double share,
    Surroundings surroundings,
    OptionalInt diskMegabytes,
    Disturbance disturbance) {

  /**
   * What a round came to.
   *
   * @param dose how often the fault was given
   * @param broken what did not hold beside the checker's invariants
   */
  record Given(long dose, String figures, List<String> broken) {
    Given {
      broken = List.copyOf(broken);
    }

    Given(long dose, String figures) {
      this(dose, figures, List.of());
    }
  }

  /** Gives the fault until a moment of {@link System#nanoTime}. */
  @FunctionalInterface
  interface Disturbance {
    Given until(Place place, long end) throws IOException, InterruptedException, SQLException;
  }

  private static final Surroundings USUAL = new Surroundings(20, 60, List.of());

  static Round of(String name, String title, double share, Disturbance disturbance) {
    return new Round(name, title, share, USUAL, OptionalInt.empty(), disturbance);
  }

  Round with(Edit... edits) {
    return new Round(name, title, share, surroundings.with(edits), diskMegabytes, disturbance);
  }

  /**
   * @param orders of each target
   * @param rate messages a second to all
   */
  Round loaded(int orders, double rate) {
    Surroundings other = new Surroundings(orders, rate, surroundings.edits());
    return new Round(name, title, share, other, diskMegabytes, disturbance);
  }

  Round onDiskOf(int megabytes) {
    return new Round(name, title, share, surroundings, OptionalInt.of(megabytes), disturbance);
  }

  /** Rounds of everything; each runs alone. */
  static List<Round> all(OutageWalk walk) {
    List<Round> all = new ArrayList<>();
    all.addAll(KillRounds.ALL);
    all.add(ConnectionRounds.CONNECTIONS);
    all.addAll(LatencyRounds.ALL);
    all.add(DiskFull.ROUND);
    all.add(ConnectionRounds.REFUSED);
    all.add(NumbersRound.ROUND);
    all.add(RacesRound.ROUND);
    all.add(BatchRound.ROUND);
    all.add(ChangeRound.ROUND);
    all.add(walk.round());
    return all;
  }

  /** Milliseconds as a figure, beside the limit that they should keep. */
  static String readyAgain(List<Double> ready) {
    if (ready.isEmpty()) {
      return "never restarted";
    }
    Spread spread = Spread.of(ready);
    return String.format(
        Locale.ROOT,
        "ready again after %.1f s (median; limit 5 s), %.1f s at most",
        spread.median() / 1000,
        spread.max() / 1000);
  }
}
