package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.millrace.message.Payload;

/**
 * A message that was identified and validated, ready to be appended.
 *
 * @param businessDedup hash of flow and business key
 * @param clientDedup hash of client, operation and Idempotency-Key, if one was sent beside a
 *     business key
 * @param fingerprint hash of the payload's bytes
 * @param steps the deliveries to make
 */
public record Draft(
    String flow,
    String operation,
    String object,
    String contract,
    int landscapeVersion,
    String sender,
    String businessKey,
    Optional<String> orderKey,
    OptionalLong sequence,
    String correlationId,
    Optional<String> traceparent,
    Optional<Callback> callback,
    Payload payload,
    UUID businessDedup,
    Optional<UUID> clientDedup,
    UUID fingerprint,
    List<Step> steps) {

  public Draft {
    steps = List.copyOf(steps);
  }

  /** Whether a sender who wants to hear of it can be told right away. */
  boolean isCompleteAtOnce() {
    return callback.isPresent() && steps.isEmpty();
  }

  /**
   * Where the sender wants to hear of the message.
   *
   * @param endpoint the declared destination that covers the URL
   */
  public record Callback(String endpoint, String url) {}

  /**
   * One delivery to make.
   *
   * @param number position in the flow, from 1
   * @param lane what must be delivered in order is in one lane
   * @param after number of the step that must have had its effect, 0 for none
   */
  public record Step(int number, String system, long lane, int after) {}
}
