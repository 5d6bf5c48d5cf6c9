package org.millrace.bench.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waits until every accepted message has its effect, or no more can come, or nothing has happened
 * for too long.
 */
final class Drain {
  private static final long LOOK_MILLIS = 200;

  /** A doubled effect may still be on its way when the last missing one has come. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  /** Nobody knows whether more will come. */
  static final BooleanSupplier NEVER = () -> false;

  private final List<LedgerTail> ledgers;
  private final EffectComparison comparison;
  private final Duration liveness;
  private final BooleanSupplier resting;

  /**
   * @param liveness longest time without any new effect while some are missing
   * @param resting whether all that is missing waits for people
   */
  Drain(
      List<LedgerTail> ledgers,
      EffectComparison comparison,
      Duration liveness,
      BooleanSupplier resting) {
    this.ledgers = ledgers;
    this.comparison = comparison;
    this.liveness = liveness;
    this.resting = resting;
  }

  Verdict await() throws IOException, InterruptedException {
    long lastProgress = System.nanoTime();
    boolean complete = false;
    while (System.nanoTime() - lastProgress < (complete ? AFTERMATH : liveness).toNanos()) {
      if (read() > 0) {
        lastProgress = System.nanoTime();
      } else {
        Thread.sleep(LOOK_MILLIS);
      }
      complete = comparison.missing() == 0 || resting.getAsBoolean();
    }
    return comparison.verdict();
  }

  private int read() throws IOException {
    int effects = 0;
    for (LedgerTail ledger : ledgers) {
      effects += ledger.readInto(comparison);
    }
    return effects;
  }
}
