package org.millrace.journal;

import java.util.Optional;
import org.millrace.message.MessageId;
import tools.jackson.databind.JsonNode;

/**
 * A stored message, as far as delivering it needs to know.
 *
 * @param content the parsed payload
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
    JsonNode content) {}
