package org.millrace.app.cli;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the command line reads and prints it. */
final class Json {

  /** Quantities are shown with the digits that they have. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Json() {}

  /** Missing if the bytes are no JSON. */
  static JsonNode parsed(byte[] bytes) {
    try {
      return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Why bytes are no JSON document, and where, to follow their name; empty if they are one. */
  static Optional<String> whyNone(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of("is empty");
    }
    try {
      JsonNode document = MAPPER.readTree(bytes);
      return document.isMissingNode() ? Optional.of("is empty") : Optional.empty();
    } catch (JacksonException e) {
      return Optional.of(
          "is no JSON: line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
  }

  /**
   * An object whose fields keep their order.
   *
   * @param namesAndValues in turn
   */
  static ObjectNode object(Object... namesAndValues) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.set(namesAndValues[i].toString(), MAPPER.valueToTree(namesAndValues[i + 1]));
    }
    return object;
  }

  static byte[] bytes(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }

  static String pretty(JsonNode json) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  /** The text of a field; empty if it is not there or null. */
  static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }

  /** The elements of a field; none if it is no list. */
  static List<JsonNode> list(JsonNode json, String field) {
    return json.path(field).valueStream().toList();
  }
}
