package org.millrace.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EvaluationLimitsTest {

  private final Expressions expressions =
      new Expressions(EvaluationLimits.STANDARD, () -> Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($x){ $f($x) }; $f(1))",
        "($f := function($x){ 1 + $f($x) }; $f(1))",
        "[1, ($f := function($x){ $f($x) }; $f(1))]",
        "{'a': 1, 'b': ($f := function($x){ $f($x + 1) }; $f(1))}",
        "[1..10000000]",
        "[0, 1..9999999]",
        "$sum([1..190000].[1..1000])",
        "$map([1..190000], function($x){ $map([1..190000], function($y){ $x }) })",
        "$pad('a', 2000000000)",
        "$pad('a', -2000000000, 'xyz')",
        "$reduce([1..40], function($a, $i){ $a & $a }, 'xxxxxxxx')",
        "$reduce([1..60], function($a, $i){ [[$a], [$a]] }, 1)",
        "$string($reduce([1..60], function($a, $i){ {'l': $a, 'r': $a} }, 1))",
        "$reduce([1..60], function($a, $i){ $append($a, $a) }, [1,2])",
        "$reduce([1..190000], $append)",
        "$reduce([1..60], function($a, $i){ $a ~> |$|{'l': $a, 'r': $a}| }, {'x': 1})",
        "($x := {'a': 1}; $x ~> |$|{'self': $}|)",
        "$join($map([1..100000], function($x){ 'x' }), $pad('y', 100000))",
        "$replace($pad('', 100000, 'a'), 'a', $pad('', 100000, 'b'))",
        "$replace($pad('', 100000, 'a'), /a/, $pad('', 100000, 'b'))",
        "($pad('', 30000, 'a') & '!') ~> /(a*)*(b|c\\1)+d/",
        "$match($pad('', 30000, 'a') & '!', /a*a*a*a*b/)",
        "$split($pad('', 30000, 'a') & '!', /a*a*a*a*b/)",
        "$round(1.5, 1000000000)",
        "$round(1e300, -1000000000)",
        "$decimalDivide(1, 3, 1000000000)",
        "$reduce([1..5000], $decimalMultiply, 1234567890)",
        "$filter([1..190000], function($x){ $count([1..190000][$ = $x]) > 5 })",
        "$zip([1..190000], [1..190000], [1..190000], [1..190000]).($ ~> $reverse)",
      })
  @Timeout(20)
  void what_would_run_or_grow_without_end_is_stopped(String text) throws Exception {
    Expression expression = expressions.compile(text);
    JsonNode input = Json.of("{'a':{'b':{'c':{'d':{'e':{'f':[1,2,3,4,5,6,7,8,9]}}}}}}");
    EvaluationException stopped =
        catchThrowableOfType(EvaluationException.class, () -> expression.evaluate(input));
    assertThat(stopped).as(text).isNotNull();
    assertThat(stopped.code()).as(stopped.getMessage()).matches("steps|depth|size|T0410|D1001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$contains($pad('', 40, 'a') & '!', /^(a|aa)+$/)",
        "/^(([a-z])+.)+[A-Z]([a-z])+$/($pad('', 60, 'a'))",
        "**.**.**.**.**.**.**"
      })
  @Timeout(20)
  void what_only_looks_dangerous_comes_to_an_end(String text) throws Exception {
    Expression expression = expressions.compile(text);
    JsonNode input = Json.of("{'a':{'b':{'c':{'d':{'e':{'f':[1,2,3,4,5,6,7,8,9]}}}}}}");
    try {
      assertThat(expression.evaluate(input)).isNotNull();
    } catch (EvaluationException stopped) {
      assertThat(stopped.code()).matches("steps|size");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$getClass()",
        "$.getClass()",
        "a.class.forName('java.lang.Runtime')",
        "$runtime().exec('id')",
        "$env('PATH')",
        "$readFile('/etc/passwd')",
        "$`java.lang.System`.exit(1)",
        "$fetch('http://localhost')"
      })
  void neither_classes_nor_files_nor_the_environment_can_be_reached(String text) throws Exception {
    try {
      JsonNode result = expressions.compile(text).evaluate(Json.of("{'a': {'b': 1}}"));
      assertThat(result.isMissingNode()).as(text).isTrue();
    } catch (EvaluationException refused) {
      assertThat(refused.code()).isEqualTo("T1006");
    } catch (ExpressionSyntaxException refused) {
      assertThat(refused).hasMessageNotContaining("class");
    }
  }

  @Test
  void eval_stays_away_even_through_a_name_of_another_kind() throws Exception {
    assertThatThrownBy(() -> expressions.compile("$map(['1+1'], $eval)"))
        .isInstanceOf(ExpressionSyntaxException.class);
  }

  @Test
  void work_is_counted_and_not_timed() throws Exception {
    Expressions small =
        new Expressions(new EvaluationLimits(1000, 100, 100_000, 100_000), () -> Instant.EPOCH);
    assertThat(small.compile("$sum([1..50].($ * 2))").evaluate(Json.of("{}")).asInt())
        .isEqualTo(2550);
    Expression longer = small.compile("$sum([1..900].($ * 2))");
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> longer.evaluate(Json.of("{}")))
          .hasMessageContaining("it takes more than 1000 steps");
    }
  }

  @Test
  void a_large_or_deep_input_is_refused() throws Exception {
    Expressions small =
        new Expressions(new EvaluationLimits(1000, 100, 1000, 1000), () -> Instant.EPOCH);
    Expression expression = small.compile("$count(*)");
    assertThatThrownBy(() -> expression.evaluate(Json.of("{'a':'" + "x".repeat(2000) + "'}")))
        .hasMessageContaining("larger than the limit of 1000");
    assertThatThrownBy(() -> expression.evaluate(Json.of("[".repeat(300) + "1" + "]".repeat(300))))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> expression.evaluate(Json.of("{'a': 1e999999999}")))
        .hasMessageContaining("out of range");
  }
}
