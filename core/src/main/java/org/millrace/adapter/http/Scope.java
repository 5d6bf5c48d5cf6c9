package org.millrace.adapter.http;

import java.util.Map;
import org.millrace.adapter.Outbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What expressions see.
 *
 * @param input the document itself
 * @param bindings {@code $reference}, {@code $token}, {@code $correlation}
 */
record Scope(JsonNode input, Map<String, JsonNode> bindings) {

  static Scope of(Outbound outbound) {
    return of(outbound, outbound.content());
  }

  static Scope of(Outbound outbound, JsonNode input) {
    return new Scope(
        input,
        Map.of(
            "reference", StringNode.valueOf(outbound.reference()),
            "token", StringNode.valueOf(outbound.token()),
            "correlation", StringNode.valueOf(outbound.correlationId())));
  }
}
