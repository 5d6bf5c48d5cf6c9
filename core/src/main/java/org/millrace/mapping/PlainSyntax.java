package org.millrace.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises {@link PlainForm}s in the engine's syntax tree. */
final class PlainSyntax {

  /** What changes the meaning of a step: predicates, grouping, variables bound to it and so on. */
  private static final List<String> ADORNMENTS =
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

  private static final Set<String> OPERATORS = Set.of("&", "=", "!=", "and", "or");

  private PlainSyntax() {}

  /** The plain form of an expression, if it has one. */
  static Optional<PlainForm> of(Symbol symbol) {
    return Optional.ofNullable(read(symbol));
  }

  private static @Nullable PlainForm read(@Nullable Object node) {
    if (!(node instanceof Symbol symbol) || isAdorned(symbol)) {
      return null;
    }
    Object value = SyntaxTree.get(symbol, "value");
    return switch (SyntaxTree.type(symbol)) {
      case "path" -> path(symbol);
      case "string", "number", "value" ->
          new PlainForm.Literal(value == null ? Jsonata.NULL_VALUE : value);
      case "variable" ->
          value instanceof String name && !name.isEmpty() ? new PlainForm.Variable(name) : null;
      case "unary" ->
          switch (String.valueOf(value)) {
            case "{" -> made(symbol);
            case "[" -> listed(symbol);
            default -> null;
          };
      case "condition" -> choice(symbol);
      case "binary" -> binary(String.valueOf(value), symbol);
      default -> null;
    };
  }

  private static boolean isAdorned(Symbol symbol) {
    return ADORNMENTS.stream().anyMatch(field -> SyntaxTree.has(symbol, field));
  }

  private static @Nullable PlainForm path(Symbol symbol) {
    if (!(SyntaxTree.get(symbol, "steps") instanceof List<?> steps) || steps.isEmpty()) {
      return null;
    }
    PlainForm last = steps.getLast() instanceof Symbol step ? lastStep(step) : null;
    List<String> names = new ArrayList<>();
    for (Object item : last == null ? steps : steps.subList(0, steps.size() - 1)) {
      if (item instanceof Symbol step
          && SyntaxTree.type(step).equals("name")
          && !isAdorned(step)
          && SyntaxTree.get(step, "value") instanceof String name) {
        names.add(name);
      } else {
        return null;
      }
    }
    PlainForm.Path path = new PlainForm.Path(names);
    return last instanceof PlainForm.Made made && !names.isEmpty()
        ? new PlainForm.Each(path, made)
        : last == null ? path : null;
  }

  private static @Nullable PlainForm lastStep(Symbol step) {
    return SyntaxTree.type(step).equals("unary") ? read(step) : null;
  }

  /** Names that are computed, or written twice, are the engine's to judge. */
  private static @Nullable PlainForm made(Symbol symbol) {
    if (!(SyntaxTree.get(symbol, "lhsObject") instanceof List<?> pairs)) {
      return null;
    }
    List<PlainForm.Made.Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object item : pairs) {
      if (!(item instanceof Symbol[] pair)
          || !(read(pair[0]) instanceof PlainForm.Literal(String name))
          || !names.add(name)) {
        return null;
      }
      PlainForm value = read(pair[1]);
      if (value == null) {
        return null;
      }
      fields.add(new PlainForm.Made.Field(name, value));
    }
    return new PlainForm.Made(fields);
  }

  private static @Nullable PlainForm listed(Symbol symbol) {
    if (!(SyntaxTree.get(symbol, "expressions") instanceof List<?> expressions)) {
      return null;
    }
    List<PlainForm> items = new ArrayList<>();
    for (Object expression : expressions) {
      PlainForm item = read(expression);
      if (item == null) {
        return null;
      }
      items.add(item);
    }
    return new PlainForm.Listed(items);
  }

  private static @Nullable PlainForm choice(Symbol symbol) {
    PlainForm condition = read(SyntaxTree.get(symbol, "condition"));
    PlainForm then = read(SyntaxTree.get(symbol, "then"));
    Object no = SyntaxTree.get(symbol, "_else");
    PlainForm otherwise = read(no);
    return condition == null || then == null || (no != null && otherwise == null)
        ? null
        : new PlainForm.Choice(condition, then, otherwise);
  }

  private static @Nullable PlainForm binary(String operator, Symbol symbol) {
    PlainForm left = read(SyntaxTree.get(symbol, "lhs"));
    PlainForm right = read(SyntaxTree.get(symbol, "rhs"));
    return !OPERATORS.contains(operator) || left == null || right == null
        ? null
        : new PlainForm.Binary(operator, left, right);
  }
}
