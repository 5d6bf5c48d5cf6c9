package org.millrace.adapter.tryton;

import java.util.Map;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import tools.jackson.databind.JsonNode;

/**
 * A declared expression of an operation. Its input is the mapped document; its variables are the
 * results of earlier steps. Thread-safe.
 *
 * @param compiled the expression, with the functions of {@link Formulas} in front of it
 */
record Formula(Expression compiled) {

  JsonNode evaluate(JsonNode document, Map<String, JsonNode> variables) throws EvaluationException {
    return compiled.evaluate(document, variables);
  }

  /** Whether a condition, compiled as one, holds. */
  boolean holds(JsonNode document, Map<String, JsonNode> variables) throws EvaluationException {
    JsonNode truth = evaluate(document, variables);
    return truth.isBoolean() && truth.booleanValue();
  }

  /** The result as text; empty if there is none. */
  String text(JsonNode document, Map<String, JsonNode> variables) throws EvaluationException {
    JsonNode value = evaluate(document, variables);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }
}
