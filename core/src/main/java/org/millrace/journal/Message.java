package org.millrace.journal;

import java.util.HashMap;
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
    return document(step, Map.of());
  }

  /**
   * The document for a target, by a mapping that sees more than the message.
   *
   * @param more what it sees beside, by name
   * @throws EvaluationException if the step's mapping fails or yields nothing
   */
  public JsonNode document(FlowStep step, Map<String, JsonNode> more) throws EvaluationException {
    if (step.map().isEmpty()) {
      return content;
    }
    Map<String, JsonNode> bindings = new HashMap<>(more);
    bindings.put("businessKey", StringNode.valueOf(businessKey));
    bindings.put("correlationId", StringNode.valueOf(correlationId));
    bindings.put("messageId", StringNode.valueOf(id.toString()));
    JsonNode mapped = step.map().get().evaluate(content, bindings);
    if (mapped.isMissingNode()) {
      throw new EvaluationException("empty", "the mapping yields nothing for this message");
    }
    return mapped;
  }
}
