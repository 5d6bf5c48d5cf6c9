package org.millrace.adapter.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.millrace.landscape.Position;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import tools.jackson.databind.JsonNode;

/** A text with expressions in braces: {@code /orders/{order}/confirmations}. Immutable. */
record Template(List<Part> parts) {

  /** One piece of a template. */
  sealed interface Part {
    record Literal(String text) implements Part {}

    record Hole(Expression expression) implements Part {}
  }

  Template {
    parts = List.copyOf(parts);
  }

  /** Reads a template; what is wrong with it is reported, and then there is none. */
  static Optional<Template> read(String text, Position at, Declared declared) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf('{', from);
      String literal = text.substring(from, open < 0 ? text.length() : open);
      if (literal.indexOf('}') >= 0) {
        declared.problems().add(at, "`" + text + "` has a `}` without its `{`");
        return Optional.empty();
      }
      if (!literal.isEmpty()) {
        parts.add(new Part.Literal(literal));
      }
      if (open < 0) {
        break;
      }
      int close = closing(text, open);
      if (close < 0) {
        declared.problems().add(at, "`" + text + "` has a `{` without its `}`");
        return Optional.empty();
      }
      Optional<Expression> hole = declared.compile(text.substring(open + 1, close), at);
      if (hole.isEmpty()) {
        return Optional.empty();
      }
      parts.add(new Part.Hole(hole.get()));
      from = close + 1;
    }
    return Optional.of(new Template(parts));
  }

  /** Only what the file itself says, with a mark for each expression. */
  String literally(String mark) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part instanceof Part.Literal literal ? literal.text() : mark);
    }
    return text.toString();
  }

  /**
   * Fills the template.
   *
   * @param encode applied to every value, not to what the file itself says
   */
  String fill(Scope scope, UnaryOperator<String> encode) throws UnbuildableException {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text());
        case Part.Hole hole -> text.append(encode.apply(value(hole.expression(), scope)));
      }
    }
    return text.toString();
  }

  private static String value(Expression expression, Scope scope) throws UnbuildableException {
    JsonNode value;
    try {
      value = expression.evaluate(scope.input(), scope.bindings());
    } catch (EvaluationException e) {
      throw new UnbuildableException("`" + expression.text() + "` failed: " + e.getMessage());
    }
    // A missing value must not silently widen a question or name another resource.
    if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
      throw new UnbuildableException("`" + expression.text() + "` yields no single value");
    }
    return value.asString();
  }

  /** Braces and quotes nest inside an expression. */
  private static int closing(String text, int open) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
