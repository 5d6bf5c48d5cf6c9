package org.millrace.recovery;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.millrace.journal.Waits;
import org.millrace.journal.Work;

/**
 * The keeper of waits for a world that decides when it goes on: what {@link WaitKeeper} does on a
 * thread of its own, this does a round at a time.
 */
public final class SimulatedKeeper {

  /** Rarer than in a node: a world may be calm for long. */
  private static final long LOOKS_EVERY = Duration.ofSeconds(5).toNanos();

  private final WaitKeeper keeper;
  private final BooleanSupplier somethingWaits;
  private final LongSupplier nanoTime;
  private long looksAt;
  private boolean hinted;
  private boolean busy;
  private boolean failed;

  /**
   * @param somethingWaits whether there is anything to look for
   */
  public SimulatedKeeper(
      Waits waits,
      Consumer<List<Work>> freed,
      BooleanSupplier somethingWaits,
      LongSupplier nanoTime) {
    this.keeper = new WaitKeeper(waits, freed, nanoTime);
    this.somethingWaits = somethingWaits;
    this.nanoTime = nanoTime;
  }

  public void objectMayBeDone(String flow, String key) {
    keeper.objectMayBeDone(flow, key);
    hinted = true;
  }

  public void eventHappened() {
    keeper.eventHappened();
    hinted = true;
  }

  /** How long until it has something to do, if it will; not positive if it has now. */
  public Duration dueIn() {
    if (busy || !(hinted || failed || somethingWaits.getAsBoolean())) {
      return Duration.ofDays(1);
    }
    return hinted ? Duration.ZERO : Duration.ofNanos(looksAt - nanoTime.getAsLong());
  }

  /** To be called before a round is begun. */
  public void begins() {
    busy = true;
    hinted = false;
    looksAt = nanoTime.getAsLong() + LOOKS_EVERY;
  }

  /** One round; anything may happen meanwhile. */
  public void round() {
    try {
      failed = !keeper.roundNow();
    } finally {
      busy = false;
    }
  }
}
