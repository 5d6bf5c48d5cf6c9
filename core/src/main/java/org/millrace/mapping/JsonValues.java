package org.millrace.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Between documents and the engine's values. The engine computes with doubles, but a number that
 * only passes through comes out with the digits and zeros it went in with. JSON's null is {@link
 * Jsonata#NULL_VALUE}; Java's null is JSONata's "nothing".
 */
final class JsonValues {

  private static final int LARGEST_EXPONENT = 400;
  private static final int MOST_DIGITS = 1000;

  private JsonValues() {}

  /** The engine's value of a document. */
  static @Nullable Object valueOf(JsonNode node, long mostSize) {
    return new Reading(mostSize).value(node, 0);
  }

  /** The document of an engine's value; missing for nothing and for functions. */
  static JsonNode nodeOf(@Nullable Object value, long mostSize) {
    return new Writing(mostSize).node(value, 0);
  }

  static Number number(JsonNode node) {
    if (node.isInt() || node.isShort()) {
      return node.intValue();
    }
    if (node.isLong()) {
      long value = node.longValue();
      return value == (int) value ? (Number) (int) value : (Number) value;
    }
    if (node.isDouble() || node.isFloat()) {
      double value = node.doubleValue();
      if (!Double.isFinite(value)) {
        throw new LimitExceeded("D1001", "a number is out of range");
      }
      return exact(BigDecimal.valueOf(value));
    }
    return new WrittenDecimal(inRange(node.decimalValue()), node);
  }

  /** A decimal as the engine sees it. */
  static Number exact(BigDecimal value) {
    return new WrittenDecimal(inRange(value), DecimalNode.valueOf(value));
  }

  /**
   * Exponents beyond a double's range are refused: writing such a number out can take gigabytes.
   */
  private static BigDecimal inRange(BigDecimal value) {
    if (Math.abs((long) value.scale()) > LARGEST_EXPONENT || value.precision() > MOST_DIGITS) {
      throw new LimitExceeded("D1001", "a number is out of range");
    }
    return value;
  }

  private static LimitExceeded tooLarge(String what, long most) {
    return new LimitExceeded("size", what + " is larger than the limit of " + most);
  }

  private static void checkDepth(String what, int depth) {
    if (depth > EvaluationLimits.DEEPEST_VALUE) {
      throw new LimitExceeded(
          "depth", what + " is nested deeper than " + EvaluationLimits.DEEPEST_VALUE + " levels");
    }
  }

  private static final class Reading {
    private final long most;
    private long left;

    Reading(long most) {
      this.most = most;
      this.left = most;
    }

    @Nullable Object value(JsonNode node, int depth) {
      checkDepth("the input", depth);
      left -= 1 + (node.isString() ? node.stringValue().length() : 0);
      if (left < 0) {
        throw tooLarge("the input", most);
      }
      return switch (node) {
        case ObjectNode object -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          object.properties().forEach(e -> map.put(e.getKey(), value(e.getValue(), depth + 1)));
          yield map;
        }
        case ArrayNode array -> {
          List<@Nullable Object> list = new ArrayList<>(array.size());
          array.forEach(item -> list.add(value(item, depth + 1)));
          yield list;
        }
        case StringNode text -> text.stringValue();
        case BooleanNode truth -> truth.booleanValue();
        case NullNode ignored -> Jsonata.NULL_VALUE;
        case MissingNode ignored -> null;
        default -> node.isNumber() ? number(node) : node.asString();
      };
    }
  }

  private static final class Writing {
    private final long most;
    private long left;

    Writing(long most) {
      this.most = most;
      this.left = most;
    }

    JsonNode node(@Nullable Object value, int depth) {
      checkDepth("the result", depth);
      left -= 1 + (value instanceof String text ? text.length() : 0);
      if (left < 0) {
        throw tooLarge("the result", most);
      }
      if (Jsonata.NULL_VALUE.equals(value)) {
        return NullNode.getInstance();
      }
      return switch (value) {
        case null -> MissingNode.getInstance();
        case String text -> StringNode.valueOf(text);
        case Boolean truth -> BooleanNode.valueOf(truth);
        case Number number -> numberNode(number);
        case Map<?, ?> map -> object(map, depth);
        case List<?> list -> array(list, depth);
        case JsonNode object -> takenOver(object, depth);
        default -> MissingNode.getInstance();
      };
    }

    /** A part of the document is counted like what is made, and not made again. */
    private JsonNode takenOver(JsonNode node, int depth) {
      checkDepth("the result", depth);
      for (JsonNode part : node) {
        left -= 1 + (part.isString() ? part.stringValue().length() : 0);
        if (left < 0) {
          throw tooLarge("the result", most);
        }
        if (part.isNumber()) {
          var _ = number(part); // its range is checked
        }
        takenOver(part, depth + 1);
      }
      return node;
    }

    private JsonNode object(Map<?, ?> map, int depth) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      map.forEach(
          (key, item) -> {
            JsonNode node = node(item, depth + 1);
            if (!node.isMissingNode()) {
              object.set(String.valueOf(key), node);
            }
          });
      return object;
    }

    private JsonNode array(List<?> list, int depth) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Object item : list) {
        JsonNode node = node(item, depth + 1);
        if (!node.isMissingNode()) {
          array.add(node);
        }
      }
      return array;
    }
  }

  private static JsonNode numberNode(Number number) {
    return switch (number) {
      case WrittenDecimal written -> written.node();
      case Integer whole -> IntNode.valueOf(whole);
      case Long whole -> LongNode.valueOf(whole);
      case BigDecimal decimal -> DecimalNode.valueOf(decimal);
      case BigInteger whole -> DecimalNode.valueOf(new BigDecimal(whole));
      default -> {
        Number plain = Utils.convertNumber(number);
        yield plain instanceof Double fraction
            ? DecimalNode.valueOf(BigDecimal.valueOf(fraction))
            : numberNode(plain);
      }
    };
  }
}
