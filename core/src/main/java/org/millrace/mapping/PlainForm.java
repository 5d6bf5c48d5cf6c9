package org.millrace.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An expression plain enough to be answered from the document directly: paths of names, literals,
 * {@code &}, {@code =}, {@code !=}, {@code and}, {@code or} over them. Wherever lists or objects
 * come up, whose rules are many, it gives up and the engine answers; so both always agree.
 */
sealed interface PlainForm {

  /** What changes the meaning of a step: predicates, grouping, variables bound to it and so on. */
  List<String> ADORNMENTS =
      List.of(
          "predicate",
          "stages",
          "group",
          "keepArray",
          "keepSingletonArray",
          "focus",
          "index",
          "tuple",
          "ancestor",
          "consarray",
          "nextFunction");

  /** The answer when the document is not plain enough. */
  enum GiveUp {
    NOT_PLAIN
  }

  /**
   * @return an engine's value, null for nothing, or a {@link GiveUp}
   */
  @Nullable Object evaluate(JsonNode input);

  static Optional<PlainForm> of(Symbol symbol) {
    if (isAdorned(symbol)) {
      return Optional.empty();
    }
    Object value = SyntaxTree.get(symbol, "value");
    return switch (SyntaxTree.type(symbol)) {
      case "path" -> path(symbol);
      case "string", "number", "value" ->
          Optional.of(new Literal(value == null ? Jsonata.NULL_VALUE : value));
      case "binary" -> binary(String.valueOf(value), symbol);
      default -> Optional.empty();
    };
  }

  private static boolean isAdorned(Symbol symbol) {
    return ADORNMENTS.stream().anyMatch(field -> SyntaxTree.has(symbol, field));
  }

  private static Optional<PlainForm> path(Symbol symbol) {
    List<String> names = new ArrayList<>();
    if (SyntaxTree.get(symbol, "steps") instanceof List<?> steps) {
      for (Object item : steps) {
        if (item instanceof Symbol step
            && SyntaxTree.type(step).equals("name")
            && !isAdorned(step)
            && SyntaxTree.get(step, "value") instanceof String name) {
          names.add(name);
        } else {
          return Optional.empty();
        }
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new Path(names));
  }

  private static Optional<PlainForm> binary(String operator, Symbol symbol) {
    if (!List.of("&", "=", "!=", "and", "or").contains(operator)
        || !(SyntaxTree.get(symbol, "lhs") instanceof Symbol lhs)
        || !(SyntaxTree.get(symbol, "rhs") instanceof Symbol rhs)) {
      return Optional.empty();
    }
    return of(lhs).flatMap(left -> of(rhs).map(right -> new Binary(operator, left, right)));
  }

  record Literal(Object value) implements PlainForm {
    @Override
    public Object evaluate(JsonNode input) {
      return value;
    }
  }

  record Path(List<String> names) implements PlainForm {
    public Path {
      names = List.copyOf(names);
    }

    @Override
    public @Nullable Object evaluate(JsonNode input) {
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
      if (at.isString()) {
        return at.stringValue();
      }
      if (at.isNumber()) {
        return JsonValues.number(at);
      }
      if (at.isBoolean()) {
        return at.booleanValue();
      }
      return at.isNull() ? Jsonata.NULL_VALUE : GiveUp.NOT_PLAIN;
    }
  }

  record Binary(String operator, PlainForm left, PlainForm right) implements PlainForm {

    @Override
    public @Nullable Object evaluate(JsonNode input) {
      Object lhs = left.evaluate(input);
      if (lhs instanceof GiveUp) {
        return GiveUp.NOT_PLAIN;
      }
      if (operator.equals("and") && !Jsonata.boolize(lhs)) {
        return false;
      }
      if (operator.equals("or") && Jsonata.boolize(lhs)) {
        return true;
      }
      Object rhs = right.evaluate(input);
      if (rhs instanceof GiveUp) {
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
}
