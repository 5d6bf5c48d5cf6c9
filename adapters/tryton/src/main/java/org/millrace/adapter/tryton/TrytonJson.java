package org.millrace.adapter.tryton;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the marked values of Tryton's answers into plain JSON: {@code {"__class__": "date", …}} to
 * an ISO-8601 text, {@code Decimal} to an exact number, {@code timedelta} to seconds. What is not
 * understood stays as it came.
 */
final class TrytonJson {

  private static final String CLASS = "__class__";

  private TrytonJson() {}

  /** A plain copy; the input is left as it is. */
  static JsonNode plain(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> copy.add(plain(item)));
      return copy;
    }
    if (value instanceof ObjectNode object) {
      return object.has(CLASS) ? unmarked(object) : plainFields(object);
    }
    return value;
  }

  private static ObjectNode plainFields(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(field -> copy.set(field.getKey(), plain(field.getValue())));
    return copy;
  }

  private static JsonNode unmarked(ObjectNode object) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    try {
      return switch (object.path(CLASS).asString("")) {
        case "date" -> make.stringNode(date(object).toString());
        case "time" -> make.stringNode(time(object).toString());
        case "datetime" -> make.stringNode(LocalDateTime.of(date(object), time(object)).toString());
        case "timedelta" -> object.path("seconds");
        case "Decimal" -> make.numberNode(object.path("decimal").asDecimal());
        default -> plainFields(object);
      };
    } catch (DateTimeException | tools.jackson.core.JacksonException e) {
      return plainFields(object);
    }
  }

  private static LocalDate date(ObjectNode object) {
    return LocalDate.of(
        object.path("year").asInt(0), object.path("month").asInt(0), object.path("day").asInt(0));
  }

  private static LocalTime time(ObjectNode object) {
    return LocalTime.of(
        object.path("hour").asInt(0),
        object.path("minute").asInt(0),
        object.path("second").asInt(0),
        object.path("microsecond").asInt(0) * 1000);
  }
}
