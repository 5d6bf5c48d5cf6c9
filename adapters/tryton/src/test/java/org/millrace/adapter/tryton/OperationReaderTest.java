package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperationReaderTest {

  @Test
  void complete_operation_has_no_problem() {
    assertThat(
            SystemText.problems(
                """
                post:
                  probe: find
                  resumes: true
                  steps:
                    - {as: hits, call: model.party.party.search, params: '[[["code", "=", code]]]'}
                    - {when: $count($hits) = 0, call: model.party.party.create, params: '[[$]]'}
                  result: '{"hits": $hits}'
                find:
                  steps: [{as: hits, call: model.party.party.search, params: '[[]]'}]
                  found: $count($hits) = 1
                  absent: $count($hits) = 0
                  result: $hits
                """))
        .isEmpty();
  }

  @Test
  void every_mistake_is_reported_at_once() {
    assertThat(
            SystemText.problems(
                """
                post:
                  probe: other
                  retries: 3
                  steps:
                    - {call: production.create}
                    - {as: result, call: model.party.party.search, value: "1"}
                    - {value: "1 +"}
                    - {value: "1", fail: {code: x, message: '""'}}
                    - {value: "1", expect: "true", fail: {code: x, is: sunny, message: '""'}}
                other:
                  steps: [{call: model.party.party.write}]
                  result: "1"
                """))
        .contains(
            "unknown key `retries`",
            "`production.create` is no method of Tryton",
            "a step has either `call` or `value`",
            "`result` cannot be a variable",
            "`fail` has no `expect` beside it",
            "`is` cannot be `sunny`",
            "`result` is missing",
            "`other` cannot be the probe of `post`")
        .anyMatch(problem -> problem.startsWith("`1 +` is no JSONata expression"));
  }

  @Test
  void probe_must_not_change_anything() {
    assertThat(
            SystemText.problems(
                """
                find:
                  steps: [{as: made, call: model.party.party.create, params: "[[]]"}]
                  found: "true"
                  absent: "false"
                  result: $made
                """))
        .containsExactly("`model.party.party.create` may change something, and a probe must not");
  }

  @Test
  void expression_cannot_break_out_of_what_surrounds_it() {
    assertThat(
            SystemText.problems(
                """
                post:
                  steps: [{value: "1); (2"}]
                  result: "1"
                """))
        .singleElement()
        .asString()
        .startsWith("`1); (2` is no JSONata expression");
  }
}
