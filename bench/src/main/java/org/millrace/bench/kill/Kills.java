package org.millrace.bench.kill;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millrace.bench.engine.Node;

/** Kills a node at random moments and starts it again at once. */
final class Kills {

  /** Longest and shortest time that a node is left to live, in seconds after it is ready. */
  record Between(double least, double most) {
    Between {
      if (!(least >= 0 && least <= most)) {
        throw new IllegalArgumentException("the seconds between kills are LEAST..MOST");
      }
    }

    static Between parse(String text) {
      String[] parts = text.split("\\.\\.", -1);
      double least = Double.parseDouble(parts[0]);
      return new Between(least, parts.length == 1 ? least : Double.parseDouble(parts[1]));
    }

    long millis(Random random) {
      return (long) (1000 * (least + random.nextDouble() * (most - least)));
    }
  }

  private final Node node;
  private final Senders senders;
  private final AcceptedLog accepted;
  private final PrintStream out;

  Kills(Node node, Senders senders, AcceptedLog accepted, PrintStream out) {
    this.node = node;
    this.senders = senders;
    this.accepted = accepted;
    this.out = out;
  }

  /** The milliseconds from each restart's command to readiness. */
  List<Double> run(int kills, Between between, Random random)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    for (int kill = 1; kill <= kills; kill++) {
      long lived = between.millis(random);
      Thread.sleep(lived);
      senders.check();
      node.kill();
      long promised = accepted.count();
      double millis = node.start();
      ready.add(millis);
      out.printf(
          "kill %d: after %d ms of life, %d accepted so far, ready again after %.0f ms,"
              + " %d requests repeated so far%n",
          kill, lived, promised, millis, senders.repeated());
    }
    Thread.sleep(between.millis(random)); // The last restart gets load too.
    senders.check();
    return ready;
  }
}
