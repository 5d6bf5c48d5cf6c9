package org.millrace.plant.outbox;

import java.util.List;

/**
 * How an outbox stands.
 *
 * @param attempts since the process started
 * @param lastTrouble why the latest failed attempt failed; empty if none has
 * @param refused the latest messages that Millrace refused for good, with its answer
 */
public record OutboxStatus(
    String system,
    long put,
    long accepted,
    long refusedCount,
    long waiting,
    long attempts,
    String lastTrouble,
    List<String> refused) {
  public OutboxStatus {
    refused = List.copyOf(refused);
  }
}
