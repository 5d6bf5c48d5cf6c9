package org.millrace.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ExpressionsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  private final Expressions expressions = new Expressions(EvaluationLimits.STANDARD, () -> NOW);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what passes through keeps its digits and zeros
        "{'q': 12.50}                              | q                         | 12.50",
        "{'q': 0.10000000000000000000000001}       | {'x': q}                  |"
            + " {'x':0.10000000000000000000000001}",
        "{'q': 12345678901234567890123}            | q                         |"
            + " 12345678901234567890123",
        "{'q': 9007199254740993}                   | [q]                       |"
            + " [9007199254740993]",
        "{'l': [1.10, 2.20]}                       | $map(l, function($x){$x}) | [1.10,2.20]",
        "{'l': [1.10, 2.20]}                       | $max(l)                   | 2.20",
        "{'l': [{'a':1.10},{'a':2.20}]}            | $single(l, function($x){$x.a = 2.2}).a | 2.20",
        "{'l': [1.10, 2.20]}                       | $sort(l)                  | [1.10,2.20]",
        "{'l': [3, 1.5, 2]}                        | $sort(l)                  | [1.5,2,3]",
        "{'q': -1.50}                              | $abs(q)                   | 1.50",
        // a key does not depend on how a number was written
        "{'q': 12.50}                              | 'k' & q                   | 'k12.5'",
        "{'q': 100}                                | 'k' & q                   | 'k100'",
        "{'q': 1.0E+2}                             | 'k' & q                   | 'k100'",
        // operators compute with doubles, $decimal functions exactly
        "{'a': 0.1, 'b': 0.2}                      | a + b                     |"
            + " 0.30000000000000004",
        "{'a': 0.1, 'b': 0.2}                      | $decimalAdd(a, b)         | 0.3",
        "{'a': 1.10, 'b': 3}                       | $decimalMultiply(a, b)    | 3.30",
        "{'a': 1.1, 'b': 0.1}                      | $decimalSubtract(a, b)    | 1.0",
        "{'a': 10, 'b': 3}                         | $decimalDivide(a, b, 4)   | 3.3333",
        "{'l': [0.1, 0.2, 0.3]}                    | $decimalSum(l)            | 0.6",
        "{'q': '12.340'}                           | $number(q)                | 12.340",
        "{'q': 2.345}                              | $round(q, 2)              | 2.34",
        // lists, nothing and null
        "{'l': [{'a':1},{'a':2}]}                  | l.a                       | [1,2]",
        "{'a': null}                               | a                         | null",
        "{'a': null}                               | {'b': a, 'c': d}          | {'b':null}",
        "{'a': [null, 1]}                          | a                         | [null,1]",
        // texts
        "{'s': 'ab'}                               | $pad(s, 5, '#')           | 'ab###'",
        "{'s': 'ab'}                               | $pad(s, -5, '12')         | '121ab'",
        "{'s': 'a.b.c'}                            | $replace(s, '.', '-', 1)  | 'a-b.c'",
        "{'s': 'John Smith'}                       | $replace(s, /(\\w+)\\s(\\w+)/, '$2, $1') |"
            + " 'Smith, John'",
        "{'s': '265USD'}                           | $replace(s, /([0-9]+)USD/, '$$$1') | '$265'",
        "{'s': 'abc'}                              | $replace(s, /b/, function($m){"
            + " $uppercase($m.match) }) | 'aBc'",
        "{'s': 'a, b ,c'}                          | $split(s, /\\s*,\\s*/)    | ['a','b','c']",
        "{'s': 'ababab'}                           | $count($match(s, /ab/, 2)) | 2",
        "{'s': 'Period is closed'}                 | $contains(s, /period.*CLOSED/i) | true",
        "{'s': 'x1'}                               | (s ~> /([a-z])([0-9])/).groups | ['x','1']",
        "{'l': ['a','b']}                          | $join(l, '+')             | 'a+b'",
        "{'o': {'a': [1]}}                         | $string(o)                | '{\\\"a\\\":[1]}'",
        "{}                                        | $now()                    |"
            + " '2026-03-01T06:00:00.000Z'",
        // partial application reaches our functions too
        "{'s': 'ab'}                               | ($p := $pad(?, 4, '.'); $p(s)) | 'ab..'",
        "{'l': [1,2,3]}                            | $reduce(l, function($a,$b){$a+$b}) | 6",
      })
  void yields_what_jsonata_says(String input, String expression, String expected) throws Exception {
    String text = expression.replace('\'', '"');
    assertThat(expressions.compile(text).evaluate(Json.of(input)))
        .as(expression)
        .hasToString(Json.of(expected).toString());
  }

  @Test
  void a_transform_changes_a_copy() throws Exception {
    JsonNode input = Json.of("{'a': {'b': 1}}");
    assertThat(expressions.compile("a ~> |$|{'c': 2}|").evaluate(input))
        .hasToString("{\"b\":1,\"c\":2}");
    assertThat(input).hasToString("{\"a\":{\"b\":1}}");
  }

  @Test
  void nothing_is_a_missing_node() throws Exception {
    assertThat(expressions.compile("a.b").evaluate(Json.of("{}")).isMissingNode()).isTrue();
    assertThat(expressions.compile("a[b=1]").evaluate(Json.of("{}")).isMissingNode()).isTrue();
  }

  @Test
  void variables_are_bound_without_the_dollar() throws Exception {
    assertThat(
            expressions
                .compile("$unit & ':' & a")
                .evaluate(Json.of("{'a':1}"), Map.of("unit", Json.of("'kg'"))))
        .hasToString("\"kg:1\"");
  }

  @ParameterizedTest
  @CsvSource({
    "{'a':'x'},a,true",
    "{'a':''},a,false",
    "{},a,false",
    "{'a':{}},a,false",
    "{'a':0},a,false",
    "{'a':[0]},a,false",
    "{'a':'done'},a = \"done\",true",
    "{'a':'Period 3 is Closed'},a ~> /period.*closed/i,true",
    "{'a':'other'},a ~> /period.*closed/i,false",
    "{},a ~> /period/,false"
  })
  void conditions_follow_the_rules_of_truth(String input, String expression, boolean expected)
      throws Exception {
    assertThat(expressions.compile(expression).holds(Json.of(input))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a &             | 2  | end of expression",
        "{\"a\": 1         | 5  | ",
        "a = /(/         | 0  | regular expression",
        "$eval(a)        | 0  | $eval does not exist",
        "($__evaluate_entry := 1; a) | 2 | names must not contain",
        "a @@ b          | 0  | ",
        "\"abc           | 3  | quote",
      })
  void a_text_that_cannot_be_compiled_says_where_and_why(
      String text, int atLeast, @org.jspecify.annotations.Nullable String reason) {
    ExpressionSyntaxException problem =
        catchThrowableOfType(
            ExpressionSyntaxException.class, () -> expressions.compile(text.strip()));
    assertThat(problem).isNotNull().hasMessageContaining(reason == null ? "" : reason);
    assertThat(problem.position()).isBetween(atLeast, text.length());
  }

  @Test
  void deep_nesting_of_defaults_is_refused_before_it_doubles() {
    String text = "(".repeat(40) + "a ?: b" + ") ?: c".repeat(40);
    assertThatThrownBy(() -> expressions.compile(text)).hasMessageContaining("brackets");
  }

  @Test
  void a_failure_names_expression_and_reason_but_no_value() throws Exception {
    Expression expression = expressions.compile("{'sum': price + 1}");
    EvaluationException failure =
        catchThrowableOfType(
            EvaluationException.class,
            () -> expression.evaluate(Json.of("{'price': 'secret 4711'}")));
    assertThat(failure.code()).isEqualTo("T2001");
    assertThat(failure)
        .hasMessageContaining("{'sum': price + 1}")
        .hasMessageContaining("must evaluate to a number")
        .hasMessageNotContaining("4711");
  }

  @Test
  void the_authors_own_words_are_kept() throws Exception {
    Expression expression = expressions.compile("$assert(a > 0, 'a must be positive')");
    assertThatThrownBy(() -> expression.evaluate(Json.of("{'a': 0}")))
        .hasMessageContaining("a must be positive");
  }

  @Test
  void one_compiled_expression_serves_all_threads() throws Exception {
    Expression expression =
        expressions.compile(
            "{'n': n, 'twice': $map([1..20], function($i){ $i * n }), 'm': s ~> /[0-9]+/}");
    List<Future<Boolean>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 400; i++) {
        int n = i;
        answers.add(
            threads.submit(
                () -> {
                  var result = expression.evaluate(Json.of("{'n': " + n + ", 's': 'x" + n + "'}"));
                  return result.get("n").intValue() == n
                      && result.get("twice").get(19).intValue() == 20 * n
                      && result.get("m").get("match").stringValue().equals("" + n);
                }));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
  }
}
