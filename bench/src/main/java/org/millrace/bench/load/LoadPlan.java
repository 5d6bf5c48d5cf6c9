package org.millrace.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One load to be put on an engine.
 *
 * @param engine where messages are posted
 * @param bearer credential of the sender, if the engine wants one
 * @param connections kept open; each has at most one message under way
 * @param keysPerConnection order keys; a key belongs to one connection, which is what defines the
 *     order of its messages
 * @param bodyBytes size of a message
 * @param warmup load before the window, checked but not measured
 * @param window what is measured
 * @param drain longest wait for the last deliveries
 * @param run 0 to 999999, in every message's id, so that a second run is not all duplicates
 */
public record LoadPlan(
    URI engine,
    Optional<String> bearer,
    Pace pace,
    int connections,
    int keysPerConnection,
    int bodyBytes,
    Duration warmup,
    Duration window,
    Duration drain,
    int run) {
  static final int MOST_KEYS = 10_000_000;
  static final int MOST_RUNS = 1_000_000;

  public LoadPlan {
    if (connections < 1 || keysPerConnection < 1) {
      throw new IllegalArgumentException("a load needs a connection and a key");
    }
    if ((long) connections * keysPerConnection >= MOST_KEYS || run < 0 || run >= MOST_RUNS) {
      throw new IllegalArgumentException("keys or run do not fit into a message's id");
    }
  }

  public LoadPlan with(Pace other, Duration otherWarmup, Duration otherWindow, int otherRun) {
    return new LoadPlan(
        engine,
        bearer,
        other,
        connections,
        keysPerConnection,
        bodyBytes,
        otherWarmup,
        otherWindow,
        drain,
        otherRun);
  }
}
