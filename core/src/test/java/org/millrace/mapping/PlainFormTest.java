package org.millrace.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    int answered = 0;
    for (int i = 0; i < 12_000; i++) {
      String text = expression(random, 3);
      JsonNode input = Json.of(document(random, 3));
      Map<String, JsonNode> variables = Map.of("x", Json.of(document(random, 1)));
      CompiledExpression expression = (CompiledExpression) expressions.compile(text);
      assertThat(outcome(() -> expression.evaluate(input, variables)))
          .as("%s over %s with $x %s", text, input, variables)
          .isEqualTo(outcome(() -> expression.evaluateByEngine(input, variables)));
      answered += expression.isPlain() ? 1 : 0;
    }
    assertThat(answered).isEqualTo(12_000);
  }

  @Test
  void conditions_are_true_for_the_same_documents() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String text = expression(random, 2);
      JsonNode input = Json.of(document(random, 3));
      Expression condition = expressions.compile(text);
      Expression byEngine = expressions.compile("(" + text + ") ? true : false");
      assertThat(truth(() -> condition.holds(input)))
          .as("%s over %s", text, input)
          .isEqualTo(truth(() -> byEngine.evaluate(input)));
    }
  }

  @Test
  void more_than_may_be_made_is_left_to_the_engine() throws Exception {
    String items = "{}" + ",{}".repeat(150_000);
    JsonNode input = Json.of("{'a': [" + items + "]}");
    Expression each = expressions.compile("a.{'b': 1}");
    assertThat(each.evaluate(input).size()).isEqualTo(150_001);
  }

  @Test
  void a_number_that_cannot_be_written_out_is_not_taken_over() throws Exception {
    Expression copy = expressions.compile("{'copy': a}");
    JsonNode input = Json.of("{'a': {'b': {'n': 1e100000000}}}");
    assertThat(outcome(() -> copy.evaluate(input))).isEqualTo("D1001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order & '/' & confirmation",
        "response.state = 'done'",
        "a.b.c",
        "{'no': number, 'lines': lines.{'item': material}, 'kinds': ['a', kind]}",
        "unit = 'PC' ? 'PCE' : unit",
        "$businessKey & '-1'"
      })
  void keys_and_conditions_need_no_engine(String text) throws Exception {
    assertThat(((CompiledExpression) expressions.compile(text)).isPlain()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a[0]", "a.b[]", "a@$x.b", "a#$i", "a.*", "$", "a{b:c}", "%.a", "a + 1", "{a: b}"})
  void what_has_further_rules_goes_to_the_engine(String text) {
    boolean plain;
    try {
      plain = ((CompiledExpression) expressions.compile(text)).isPlain();
    } catch (ExpressionSyntaxException e) {
      plain = false;
    }
    assertThat(plain).isFalse();
  }

  private static String truth(Truth truth) {
    try {
      return truth.run().toString();
    } catch (EvaluationException e) {
      return e.code();
    }
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
    if (depth == 0) {
      return scalar(random, 0);
    }
    return switch (random.nextInt(7)) {
      case 0 -> made(random, depth);
      case 1 -> path(random) + "." + made(random, depth);
      case 2 -> "[" + expression(random, depth - 1) + "," + expression(random, depth - 1) + "]";
      case 3 -> "[" + expression(random, depth - 1) + "]";
      case 4 ->
          scalar(random, 1)
              + " ? "
              + expression(random, depth - 1)
              + (random.nextBoolean() ? " : " + expression(random, depth - 1) : "");
      default -> scalar(random, depth);
    };
  }

  private static String made(Random random, int depth) {
    return "{'k': "
        + expression(random, depth - 1)
        + ", 'l': "
        + expression(random, depth - 1)
        + "}";
  }

  private static String scalar(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return switch (random.nextInt(5)) {
        case 0 -> pick(random, SCALARS);
        case 1 -> "$x";
        default -> path(random);
      };
    }
    String operator = pick(random, List.of(" & ", " = ", " != ", " and ", " or "));
    return scalar(random, depth - 1) + operator + scalar(random, depth - 1);
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
    if (kind == 4 || kind == 5) {
      String items =
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> document(random, Math.max(0, depth - 1)))
              .collect(Collectors.joining(","));
      return "[" + items + "]";
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

  private interface Truth {
    Object run() throws EvaluationException;
  }
}
