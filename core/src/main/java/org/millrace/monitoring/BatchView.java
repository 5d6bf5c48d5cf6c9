package org.millrace.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A batch as its sender follows it. Taken, repeated, refused and open records add up to all
 * records; the messages' states add up to what was taken and repeated.
 *
 * @param key as its sender named it
 * @param state open, taken or refused
 * @param reason why nothing was taken
 * @param open records without an outcome yet
 * @param controlTotals nothing if the sender gave none
 * @param complete whether nothing will change any more by itself or by a person
 */
public record BatchView(
    UUID id,
    String key,
    String sender,
    String operation,
    String policy,
    String state,
    Optional<String> reason,
    Instant receivedAt,
    Optional<Instant> endedAt,
    int records,
    int taken,
    int repeated,
    int refused,
    int open,
    Messages messages,
    Optional<Totals> controlTotals,
    boolean complete) {

  /**
   * What came of the sender's control totals.
   *
   * @param differences by JSON Pointer
   */
  public record Totals(boolean match, JsonNode differences) {}

  /**
   * How many of its messages are in which state; each counts once, by what is most urgent about it.
   *
   * @param ended without full effect: rejected or cancelled
   */
  public record Messages(
      int needsPerson, int waiting, int moving, int delivered, int confirmed, int ended) {

    int all() {
      return needsPerson + waiting + moving + delivered + confirmed + ended;
    }
  }
}
