package org.millrace.monitoring;

import java.util.Optional;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;

/**
 * What became of a record of a batch.
 *
 * @param index counted from 0
 * @param key as its sender named it
 * @param outcome taken, repeated or refused
 * @param state the most urgent of its message's deliveries
 */
public record BatchRecord(
    int index,
    Optional<String> key,
    String outcome,
    Optional<MessageId> message,
    Optional<DeliveryState> state,
    Optional<Refusal> refusal) {

  /**
   * Why it was refused.
   *
   * @param code kind of problem, as the API names it
   * @param errors fields at fault
   */
  public record Refusal(String code, String detail, JsonNode errors) {}
}
