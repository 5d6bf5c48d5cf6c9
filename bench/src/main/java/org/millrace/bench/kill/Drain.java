package org.millrace.bench.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Waits until every accepted message has its effect, or nothing has happened for too long. */
final class Drain {
  private static final long LOOK_MILLIS = 200;

  /** A doubled effect may still be on its way when the last missing one has come. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private final List<LedgerTail> ledgers;
  private final EffectComparison comparison;
  private final Duration liveness;

  /**
   * @param liveness longest time without any new effect while some are missing
   */
  Drain(List<LedgerTail> ledgers, EffectComparison comparison, Duration liveness) {
    this.ledgers = ledgers;
    this.comparison = comparison;
    this.liveness = liveness;
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
      complete = comparison.missing() == 0;
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
