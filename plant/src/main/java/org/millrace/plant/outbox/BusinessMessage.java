package org.millrace.plant.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message from a system of the plant to Millrace.
 *
 * @param operation the intent, e.g. {@code confirm-production}
 * @param from the sending system's path name
 * @param key the business key
 * @param orderKey messages of one sender with the same order key are sent in order
 * @param idempotencyKey the key of this sending; a repetition by mistake has another one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BusinessMessage(
    String operation,
    String from,
    String key,
    String orderKey,
    String idempotencyKey,
    @Nullable String traceparent,
    ObjectNode body) {}
