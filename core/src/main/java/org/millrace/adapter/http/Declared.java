package org.millrace.adapter.http;

import java.util.Optional;
import org.millrace.landscape.ConfigReader;
import org.millrace.landscape.Position;
import org.millrace.landscape.Problems;
import org.millrace.mapping.Expression;
import org.millrace.mapping.ExpressionSyntaxException;
import org.millrace.mapping.Expressions;

/** Compiles what a file declares and reports what cannot be compiled. Not thread-safe. */
record Declared(Expressions expressions, Problems problems) {

  Optional<Expression> expression(ConfigReader in, String key) {
    return in.optionalText(key).flatMap(text -> compile(text, in.at(key)));
  }

  Optional<Expression> compile(String text, Position at) {
    try {
      return Optional.of(expressions.compile(text));
    } catch (ExpressionSyntaxException e) {
      problems.add(
          at,
          "`" + text + "` is no JSONata: " + e.getMessage(),
          "look at character " + (e.position() + 1));
      return Optional.empty();
    }
  }
}
