package org.millrace.mapping;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A compiled JSONata expression. Thread-safe. */
public interface Expression {

  /** The expression as it was written. */
  String text();

  /**
   * Evaluates within the limits given at compilation.
   *
   * @param input the document
   * @param bindings variables, without the {@code $}
   * @return the result; a missing node if the expression yields nothing
   * @throws EvaluationException if it fails or exceeds a limit
   */
  JsonNode evaluate(JsonNode input, Map<String, JsonNode> bindings) throws EvaluationException;

  default JsonNode evaluate(JsonNode input) throws EvaluationException {
    return evaluate(input, Map.of());
  }

  /** Whether a condition holds, by JSONata's rules of truth; nothing is false. */
  boolean holds(JsonNode input) throws EvaluationException;
}
