package org.millrace.app.cli;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON as the command line reads and prints it. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Missing if the bytes are no JSON. */
  static JsonNode parsed(byte[] bytes) {
    try {
      return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  static JsonNode object(Map<String, ?> fields) {
    return MAPPER.valueToTree(fields);
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
