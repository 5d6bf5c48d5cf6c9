package org.millrace.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PlainFormTest {

  private static final List<String> SCALARS =
      List.of(
          "1",
          "0",
          "-0.0",
          "1.50",
          "1.5",
          "100",
          "1e2",
          "12345678901",
          "9007199254740993",
          "''",
          "'x'",
          "'1'",
          "true",
          "false",
          "null",
          "0.1",
          "1e30",
          "1e-9",
          "'done'",
          "3.00");
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final Expressions expressions =
      new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH);

  @Test
  void plain_forms_and_the_engine_always_agree() throws Exception {
    Random random = new Random(20_260_301);
    int plain = 0;
    for (int i = 0; i < 4000; i++) {
      String text = expression(random, 3);
      JsonNode input = Json.of(document(random, 3));
      CompiledExpression expression = (CompiledExpression) expressions.compile(text);
      assertThat(outcome(() -> expression.evaluate(input)))
          .as("%s over %s", text, input)
          .isEqualTo(outcome(() -> expression.evaluateByEngine(input)));
      plain += expression.isPlain() ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(3500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order & '/' & confirmation", "response.state = 'done'", "a.b.c"})
  void keys_and_conditions_need_no_engine(String text) throws Exception {
    assertThat(((CompiledExpression) expressions.compile(text)).isPlain()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[0]", "a.b[]", "a@$x.b", "a#$i", "a.*", "$", "a{b:c}", "%.a", "a + 1"})
  void what_has_further_rules_goes_to_the_engine(String text) {
    boolean plain;
    try {
      plain = ((CompiledExpression) expressions.compile(text)).isPlain();
    } catch (ExpressionSyntaxException e) {
      plain = false;
    }
    assertThat(plain).isFalse();
  }

  private static String outcome(Evaluation evaluation) {
    try {
      JsonNode node = evaluation.run();
      return node.getNodeType() + " " + node;
    } catch (EvaluationException e) {
      return e.code();
    }
  }

  private static String expression(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(4) == 0 ? pick(random, SCALARS) : path(random);
    }
    String operator = pick(random, List.of(" & ", " = ", " != ", " and ", " or "));
    return expression(random, depth - 1) + operator + expression(random, depth - 1);
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder(pick(random, NAMES));
    while (random.nextBoolean()) {
      path.append('.').append(pick(random, NAMES));
    }
    return path.toString();
  }

  private static String document(Random random, int depth) {
    int kind = random.nextInt(10);
    if (depth < 3 && (depth == 0 || kind < 4)) {
      return pick(random, SCALARS);
    }
    if (kind == 4) {
      return "[" + document(random, depth - 1) + "," + document(random, depth - 1) + "]";
    }
    StringBuilder object = new StringBuilder("{");
    for (String name : NAMES) {
      if (random.nextInt(4) > 0) {
        object.append(object.length() > 1 ? "," : "").append("'").append(name).append("':");
        object.append(document(random, Math.max(0, depth - 1)));
      }
    }
    return object.append("}").toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private interface Evaluation {
    JsonNode run() throws EvaluationException;
  }
}
