package org.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractSchemasTest {

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["order"], "additionalProperties": false,
       "properties": {
         "order": {"type": "string", "pattern": "^[A-Z0-9-]+$"},
         "at": {"type": "string", "format": "date-time"},
         "lines": {"type": "array", "items": {"$ref": "line.json"}, "maxItems": 1000}}}
      """;
  private static final String LINE =
      """
      {"type": "object", "properties": {"quantity": {"type": "number", "minimum": 0}}}
      """;

  private final ContractSchemas schemas =
      new ContractSchemas(Map.of("1.0.0.schema.json", SCHEMA, "line.json", LINE));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                       | /required: `order` is missing",
        "{'order':'a b'}                          | /order/pattern",
        "{'order':'A','x/y':1}                    | /x~1y/additionalProperties: `x/y` is not"
            + " allowed",
        "{'order':'A','at':'yesterday'}           | /at/format",
        "{'order':'A','lines':[{'quantity':-1}]}  | /lines/0/quantity/minimum",
        "{'order':7}                              | /order/type",
        "[]                                       | /type",
      })
  void a_violation_has_a_pointer_a_rule_and_words(String content, String expected)
      throws Exception {
    var violations = schemas.compile("1.0.0.schema.json").validate(json(content));
    assertThat(violations).hasSize(1);
    var violation = violations.getFirst();
    assertThat(violation.pointer() + "/" + violation.rule() + ": " + violation.message())
        .startsWith(expected);
  }

  @Test
  void valid_content_has_no_violation() throws Exception {
    assertThat(
            schemas
                .compile("1.0.0.schema.json")
                .validate(json("{'order':'A-1','at':'2026-03-01T06:00:00Z','lines':[{}]}")))
        .isEmpty();
  }

  @Test
  void at_most_fifty_violations_are_told() throws Exception {
    String lines = "{'quantity':-1},".repeat(200);
    var violations =
        schemas
            .compile("1.0.0.schema.json")
            .validate(json("{'order':'A','lines':[" + lines + "{}]}"));
    assertThat(violations).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref': 'https://example.com/x.json'}   | leaves the contract's folder",
        "{'$ref': '/etc/passwd'}                  | leaves the contract's folder",
        "{'$ref': 'file:///etc/passwd'}           | leaves the contract's folder",
        "{'$ref': '../other/1.0.0.schema.json'}   | leaves the contract's folder",
        "{'type': 'objekt'}                       | /type",
        "{'pattern': '('}                         | ",
        "{'minimum': 'x'}                         | /minimum",
        "{'a': }                                  | no JSON",
        "7                                        | JSON object",
      })
  void a_schema_that_cannot_be_trusted_is_refused(
      String schema, @org.jspecify.annotations.Nullable String reason) {
    ContractSchemas broken = new ContractSchemas(Map.of("x.json", schema.replace('\'', '"')));
    assertThatThrownBy(() -> broken.compile("x.json"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(reason == null ? "" : reason);
  }

  @Test
  @Timeout(5)
  void a_hostile_text_does_not_keep_a_pattern_busy() throws Exception {
    ContractSchema schema =
        new ContractSchemas(Map.of("x.json", "{\"pattern\": \"a*a*a*a*b\"}")).compile("x.json");
    assertThat(schema.validate(json("'" + "a".repeat(20_000) + "!'"))).hasSize(1);
  }

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }
}
