package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * An expression plain enough to be answered from the document directly, as most keys, conditions
 * and mappings are: paths of names, variables, literals, objects and lists made of them, one object
 * for each item of a list, a choice, and {@code &}, {@code =}, {@code !=}, {@code and}, {@code or}.
 * Wherever other rules begin, of which there are many, it gives up and the engine answers; so both
 * always agree.
 */
sealed interface PlainForm {

  /** The answer when the document is not plain enough. */
  enum GiveUp {
    NOT_PLAIN
  }

  /**
   * One evaluation. Belongs to one thread.
   *
   * @return an engine's value, an object of the document, null for nothing, or a {@link GiveUp}
   */
  @Nullable Object evaluate(JsonNode input, Run run);

  /** What one evaluation sees beside the document, and how much it may still make. */
  final class Run {

    /**
     * Most fields and items made here; what makes more goes to the engine, which counts exactly.
     */
    private static final int MOST_MADE = 100_000;

    private final Map<String, JsonNode> variables;
    private int left = MOST_MADE;

    Run(Map<String, JsonNode> variables) {
      this.variables = variables;
    }

    private boolean mayMake() {
      return --left >= 0;
    }
  }

  record Literal(Object value) implements PlainForm {
    @Override
    public Object evaluate(JsonNode input, Run run) {
      return value;
    }
  }

  record Variable(String name) implements PlainForm {
    @Override
    public @Nullable Object evaluate(JsonNode input, Run run) {
      JsonNode value = run.variables.get(name);
      return value == null || value.isMissingNode() ? GiveUp.NOT_PLAIN : leaf(value);
    }
  }

  record Path(List<String> names) implements PlainForm {
    public Path {
      names = List.copyOf(names);
    }

    @Override
    public @Nullable Object evaluate(JsonNode input, Run run) {
      Object end = end(input);
      return end instanceof JsonNode at ? leaf(at) : end;
    }

    /** The node it leads to, null for nothing, or a {@link GiveUp} where it passes a list. */
    private @Nullable Object end(JsonNode input) {
      JsonNode at = input;
      for (String name : names) {
        if (at.isArray()) {
          return GiveUp.NOT_PLAIN;
        }
        JsonNode next = at.get(name);
        if (next == null) {
          return null;
        }
        at = next;
      }
      return at;
    }
  }

  /** An object made of fields whose names are written down. */
  record Made(List<Field> fields) implements PlainForm {

    record Field(String name, PlainForm value) {}

    public Made {
      fields = List.copyOf(fields);
    }

    @Override
    public Object evaluate(JsonNode input, Run run) {
      if (input.isArray()) {
        return GiveUp.NOT_PLAIN;
      }
      Map<String, Object> made = LinkedHashMap.newLinkedHashMap(fields.size());
      for (Field field : fields) {
        Object value = field.value.evaluate(input, run);
        if (value instanceof GiveUp || !run.mayMake()) {
          return GiveUp.NOT_PLAIN;
        }
        if (value != null) {
          made.put(field.name, value);
        }
      }
      return made;
    }
  }

  /** A list made of items that are written down. */
  record Listed(List<PlainForm> items) implements PlainForm {
    public Listed {
      items = List.copyOf(items);
    }

    @Override
    public Object evaluate(JsonNode input, Run run) {
      List<Object> list = new ArrayList<>(items.size());
      for (PlainForm item : items) {
        Object value = item.evaluate(input, run);
        // Lists that were not written as such are merged into this one.
        boolean merged = value instanceof List && !(item instanceof Listed);
        if (value instanceof GiveUp || merged || !run.mayMake()) {
          return GiveUp.NOT_PLAIN;
        }
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }
  }

  /** An object for each item of a list: none is nothing, and a single one stands for itself. */
  record Each(Path path, Made made) implements PlainForm {

    @Override
    public @Nullable Object evaluate(JsonNode input, Run run) {
      return switch (path.end(input)) {
        case null -> null;
        case ArrayNode array -> each(array, run);
        case JsonNode one when one.isObject() -> made.evaluate(one, run);
        default -> GiveUp.NOT_PLAIN;
      };
    }

    private @Nullable Object each(ArrayNode array, Run run) {
      List<Object> list = new ArrayList<>(array.size());
      for (JsonNode item : array) {
        Object value =
            item.isObject() && run.mayMake() ? made.evaluate(item, run) : GiveUp.NOT_PLAIN;
        if (value instanceof GiveUp) {
          return GiveUp.NOT_PLAIN;
        }
        list.add(value);
      }
      return switch (list.size()) {
        case 0 -> null;
        case 1 -> list.getFirst();
        default -> list;
      };
    }
  }

  record Choice(PlainForm condition, PlainForm then, @Nullable PlainForm otherwise)
      implements PlainForm {

    @Override
    public @Nullable Object evaluate(JsonNode input, Run run) {
      Object holds = condition.evaluate(input, run);
      if (!isScalar(holds)) {
        return GiveUp.NOT_PLAIN;
      }
      if (Jsonata.boolize(holds)) {
        return then.evaluate(input, run);
      }
      return otherwise == null ? null : otherwise.evaluate(input, run);
    }
  }

  record Binary(String operator, PlainForm left, PlainForm right) implements PlainForm {

    @Override
    public @Nullable Object evaluate(JsonNode input, Run run) {
      Object lhs = left.evaluate(input, run);
      if (!isScalar(lhs)) {
        return GiveUp.NOT_PLAIN;
      }
      if (operator.equals("and") && !Jsonata.boolize(lhs)) {
        return false;
      }
      if (operator.equals("or") && Jsonata.boolize(lhs)) {
        return true;
      }
      Object rhs = right.evaluate(input, run);
      if (!isScalar(rhs)) {
        return GiveUp.NOT_PLAIN;
      }
      return switch (operator) {
        case "&" -> text(lhs) + text(rhs);
        case "=" -> lhs != null && rhs != null && equal(lhs, rhs);
        case "!=" -> lhs != null && rhs != null && !equal(lhs, rhs);
        default -> Jsonata.boolize(rhs);
      };
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : Functions.string(value, null);
    }

    private static boolean equal(Object lhs, Object rhs) {
      return comparable(lhs).equals(comparable(rhs));
    }

    private static Object comparable(Object value) {
      return value instanceof Number number ? (Object) number.doubleValue() : value;
    }
  }

  /** Whether a value is a text, a number, a truth, null or nothing. */
  static boolean isScalar(@Nullable Object value) {
    return !(value instanceof GiveUp
        || value instanceof JsonNode
        || value instanceof Map
        || value instanceof List);
  }

  /** What a path leads to. An object is taken over as it is; lists have rules of their own. */
  private static Object leaf(JsonNode at) {
    if (at.isString()) {
      return at.stringValue();
    }
    if (at.isNumber()) {
      return JsonValues.number(at);
    }
    if (at.isBoolean()) {
      return at.booleanValue();
    }
    if (at.isNull()) {
      return Jsonata.NULL_VALUE;
    }
    return at.isObject() ? at : GiveUp.NOT_PLAIN;
  }
}
