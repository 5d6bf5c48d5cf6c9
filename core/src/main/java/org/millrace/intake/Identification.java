package org.millrace.intake;

import java.util.Optional;
import java.util.Set;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.ChannelDefinition.Leads;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds out what a document from a channel is: the request that it amounts to. */
final class Identification {

  /** Standard Webhooks: the same over all tries of one message. */
  static final String WEBHOOK_ID = "webhook-id";

  private static final int LONGEST_SHOWN = 100;

  private final JsonMapper json;

  Identification(JsonMapper json) {
    this.json = json;
  }

  /** It is nothing known; the message is for a person. */
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Unknown(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  IntakeRequest request(ChannelDefinition channel, Arrival arrival) throws Unknown {
    String operation =
        switch (channel.leads()) {
          case Leads.Fixed fixed -> fixed.operation();
          case Leads.Computed computed -> operation(computed, arrival);
        };
    Optional<String> key =
        channel.key().isPresent()
            ? Optional.of(key(channel.key().get(), arrival))
            : Optional.ofNullable(arrival.headers().get(WEBHOOK_ID));
    return new IntakeRequest(
        operation,
        channel.system(),
        new IntakeRequest.Body(arrival.body()),
        new IntakeRequest.Headers(
            key, Optional.of(arrival.correlationId()), arrival.traceparent(), Optional.empty()));
  }

  private String operation(Leads.Computed computed, Arrival arrival) throws Unknown {
    JsonNode value = evaluate("operation", computed.from(), arrival);
    if (!value.isString()) {
      throw new Unknown(
          "unidentified",
          "What it asks for is not known: `operation.from` ("
              + computed.from().text()
              + ") yields no text for it.");
    }
    String operation = value.stringValue();
    Set<String> among = computed.among();
    if (!among.contains(operation)) {
      throw new Unknown(
          "unidentified",
          "It asks for `"
              + operation.substring(0, Math.min(operation.length(), LONGEST_SHOWN))
              + "`, which is none of this channel's operations: "
              + String.join(", ", among.stream().sorted().toList())
              + ".");
    }
    return operation;
  }

  private String key(Expression expression, Arrival arrival) throws Unknown {
    JsonNode value = evaluate("key", expression, arrival);
    try {
      if (value.isString() || value.isNumber()) {
        return KeyReading.checked("key", value.isString() ? value.stringValue() : value.asString());
      }
    } catch (KeyReading.Unreadable e) {
      throw new Unknown("unidentified", "Cannot identify the document: " + e.getMessage() + ".");
    }
    throw new Unknown(
        "unidentified",
        "Cannot identify the document: the key (" + expression.text() + ") yields no text for it.");
  }

  private JsonNode evaluate(String what, Expression expression, Arrival arrival) throws Unknown {
    ObjectNode input = json.createObjectNode();
    ObjectNode headers = input.putObject("headers");
    arrival.headers().forEach(headers::put);
    input.set("body", body(arrival));
    try {
      return expression.evaluate(input);
    } catch (EvaluationException e) {
      throw new Unknown(
          "unidentified", "The " + what + " could not be computed: " + e.getMessage() + ".");
    }
  }

  private JsonNode body(Arrival arrival) throws Unknown {
    try {
      return json.readTree(arrival.body());
    } catch (JacksonException e) {
      throw new Unknown("unreadable", "The body is no acceptable JSON: " + Drafting.said(e));
    }
  }
}
