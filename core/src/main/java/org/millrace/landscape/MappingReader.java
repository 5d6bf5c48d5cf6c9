package org.millrace.landscape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import org.millrace.mapping.ExpressionSyntaxException;
import tools.jackson.databind.JsonNode;

/** Compiles {@code mappings/*.jsonata} and runs the test beside each. */
final class MappingReader {

  private static final int MOST_CASES = 200;

  private final Reading in;

  MappingReader(Reading in) {
    this.in = in;
  }

  /** The mappings by name, without those that cannot be compiled. */
  Map<String, Expression> read() {
    Map<String, Expression> mappings = new LinkedHashMap<>();
    List<String> names = Layout.names(in.source(), "mappings", ".jsonata");
    for (String name : names) {
      String path = "mappings/" + name + ".jsonata";
      Names.check(name, Position.startOf(path), in.problems());
      compile(path).ifPresent(expression -> mappings.put(name, expression));
    }
    for (String test : Layout.names(in.source(), "mappings", ".test.json")) {
      String path = "mappings/" + test + ".test.json";
      Expression expression = mappings.get(test);
      if (expression != null) {
        run(path, expression);
      } else if (!names.contains(test)) {
        in.problems()
            .add(
                Position.startOf(path),
                "there is no mapping `" + test + "` to test",
                Suggestion.among(names, test).orElse("add mappings/" + test + ".jsonata"));
      }
    }
    return mappings;
  }

  private Optional<Expression> compile(String path) {
    byte[] content = in.source().file(path).orElseThrow();
    Optional<String> text = YamlReader.text(path, content, in.problems());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(in.expressions().compile(text.get()));
    } catch (ExpressionSyntaxException e) {
      in.problems()
          .add(place(path, text.get(), e.position()), "this is no JSONata: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Position place(String path, String text, int offset) {
    String before = text.substring(0, Math.clamp(offset, 0, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Position(path, line, before.length() - before.lastIndexOf('\n'));
  }

  private void run(String path, Expression expression) {
    byte[] content = in.source().file(path).orElseThrow();
    Optional<JsonNode> read = JsonFile.read(path, content, in.problems());
    if (read.isEmpty()) {
      return;
    }
    JsonNode cases = read.get();
    if (!cases.isArray()) {
      runCase(path, "", cases, expression);
      return;
    }
    for (int i = 0; i < Math.min(cases.size(), MOST_CASES); i++) {
      runCase(path, "case " + (i + 1) + ": ", cases.get(i), expression);
    }
    if (cases.size() > MOST_CASES) {
      in.problems().add(Position.startOf(path), "a test has at most " + MOST_CASES + " cases");
    }
  }

  private void runCase(String path, String label, JsonNode example, Expression expression) {
    Position at = Position.startOf(path);
    if (!example.isObject() || !example.has("input") || !example.has("expected")) {
      in.problems()
          .add(
              at,
              label + "a test is an object with `input` and `expected`",
              "write {\"input\": …, \"expected\": …}, or a list of them");
      return;
    }
    try {
      Map<String, JsonNode> bindings =
          example.has("compensated") ? Map.of("compensated", example.get("compensated")) : Map.of();
      JsonNode result = expression.evaluate(example.get("input"), bindings);
      Difference.first(example.get("expected"), result)
          .ifPresent(difference -> in.problems().add(at, label + "the mapping " + difference));
    } catch (EvaluationException e) {
      in.problems().add(at, label + e.getMessage());
    }
  }
}
