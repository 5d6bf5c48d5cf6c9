package org.millrace.bench.engine;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * An engine that takes messages.
 *
 * @param intake where they are posted
 * @param bearer credential, if it wants one
 * @param pid its main process
 * @param processes roots of all process trees that work for it, its database included
 * @param startMillis from the command to readiness
 * @param stop ends all of them
 */
public record RunningEngine(
    URI intake,
    Optional<String> bearer,
    long pid,
    Set<Long> processes,
    long startMillis,
    Runnable stop)
    implements AutoCloseable {
  public RunningEngine {
    processes = Set.copyOf(processes);
  }

  @Override
  public void close() {
    stop.run();
  }
}
