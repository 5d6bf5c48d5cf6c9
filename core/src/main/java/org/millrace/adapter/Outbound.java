package org.millrace.adapter;

import java.util.Optional;
import org.millrace.landscape.OperationDefinition;
import org.millrace.message.DeliveryId;
import tools.jackson.databind.JsonNode;

/**
 * One request to be sent.
 *
 * @param delivery which delivery it belongs to
 * @param operation the target's operation, as declared
 * @param content the mapped document
 * @param token idempotency token, minted once for the delivery and the same on every attempt
 * @param reference our reference for a searchable field of the target's document: the business key
 * @param correlationId travels along every hop
 * @param traceparent W3C trace context of this hop, if there is a trace
 * @param sendBefore monotonic time in nanoseconds after which no first byte may be written
 * @param answerBefore monotonic time in nanoseconds by which the call must have returned
 */
public record Outbound(
    DeliveryId delivery,
    OperationDefinition operation,
    JsonNode content,
    String token,
    String reference,
    String correlationId,
    Optional<String> traceparent,
    long sendBefore,
    long answerBefore) {}
