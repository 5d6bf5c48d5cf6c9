package org.millrace.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.millrace.bench.engine.Node;
import org.millrace.bench.kill.ProcessRun;

/**
 * Where a round takes place.
 *
 * @param failpoint file with the failpoint that the next start of the node has
 * @param disk the data folder's own, if the round asked for one
 */
record Place(ProcessRun run, Path failpoint, Random random, Optional<SmallDisk> disk) {

  private static final Duration LOOK = Duration.ofMillis(50);

  /** Something that is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException, SQLException;
  }

  Node node() {
    return run.node();
  }

  Journal journal() {
    return new Journal(run.data());
  }

  PlantFaults plant() {
    return new PlantFaults(run.plant());
  }

  NodeApi api() throws IOException {
    return NodeApi.ofOperator(run.node().address(), run.data());
  }

  /** Lets time pass under load. */
  void pass(Duration time) throws InterruptedException {
    Thread.sleep(time);
    run.check();
  }

  /** Waits for it, at most this long; what cannot be asked at the moment does not hold. */
  boolean await(Condition condition, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return true;
        }
      } catch (IOException | SQLException e) {
        // The node or its database is away.
      }
      Thread.sleep(LOOK);
    }
    return false;
  }
}
