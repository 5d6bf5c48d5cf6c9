package org.millrace.journal;

import java.util.Map;
import java.util.Optional;
import org.millrace.landscape.FlowStep;
import org.millrace.mapping.EvaluationException;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A stored message, as far as delivering it needs to know.
 *
 * @param content the parsed payload
 * @param contentVersion 1 if that is what came, more if it was corrected
 */
public record Message(
    MessageId id,
    String flow,
    int landscapeVersion,
    String sender,
    String businessKey,
    Optional<String> orderKey,
    String correlationId,
    Optional<String> traceparent,
    JsonNode content,
    int contentVersion) {

  /** As it came. */
  public Message(
      MessageId id,
      String flow,
      int landscapeVersion,
      String sender,
      String businessKey,
      Optional<String> orderKey,
      String correlationId,
      Optional<String> traceparent,
      JsonNode content) {
    this(
        id,
        flow,
        landscapeVersion,
        sender,
        businessKey,
        orderKey,
        correlationId,
        traceparent,
        content,
        1);
  }

  /** The same message with another content. */
  public Message with(JsonNode corrected, int version) {
    return new Message(
        id,
        flow,
        landscapeVersion,
        sender,
        businessKey,
        orderKey,
        correlationId,
        traceparent,
        corrected,
        version);
  }

  /**
   * The document for a target.
   *
   * @throws EvaluationException if the step's mapping fails or yields nothing
   */
  public JsonNode document(FlowStep step) throws EvaluationException {
    if (step.map().isEmpty()) {
      return content;
    }
    JsonNode mapped =
        step.map()
            .get()
            .evaluate(
                content,
                Map.of(
                    "businessKey", StringNode.valueOf(businessKey),
                    "correlationId", StringNode.valueOf(correlationId),
                    "messageId", StringNode.valueOf(id.toString())));
    if (mapped.isMissingNode()) {
      throw new EvaluationException("empty", "the mapping yields nothing for this message");
    }
    return mapped;
  }
}
