package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.adapter.Evidence;
import org.millrace.failure.FailureClass;
import tools.jackson.databind.json.JsonMapper;

/** Errors as Tryton 6.0 sent them. */
class RpcErrorsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"UserError\",[\"To modify stock move \\\"1u [RM-FRAME] Steel frame\\\" you must reopen"
            + " period \\\"2026-10-31\\\".\",\"\",null]] | closed-period | BUSINESS_RULE",
        "[\"UserError\",[\"To continue, you must create a period for the date"
            + " \\\"10/29/2026\\\".\",\"\",null]] | closed-period | BUSINESS_RULE",
        "[\"UserError\",[\"The value for field \\\"Uom\\\" in \\\"Production\\\" is not valid"
            + " according to its domain.\",\"\",[[]]]] | unit-mismatch | DATA_QUALITY",
        "[\"UserError\",[\"The value for field \\\"Product\\\" in \\\"Production\\\" is not valid"
            + " according to its domain.\",\"\",[[]]]] | invalid-value | DATA_QUALITY",
        "[\"UserError\",[\"The number of digits in the value \\\"1.123\\\" for field"
            + " \\\"Quantity\\\" in \\\"Production\\\" exceeds the limit of"
            + " \\\"0\\\".\",\"\",null]] | too-many-digits | DATA_QUALITY",
        "[\"UserError\",[\"To move product \\\"[RM-RESIN] Casting resin\\\" you must provide a"
            + " stock lot.\",\"\",null]] | missing-lot | DATA_QUALITY",
        "[\"UserError\",[\"You are not allowed to access \\\"Production\\\".\",\"\",null]] |"
            + " not-allowed | BUSINESS_RULE",
        "[\"UserError\",[\"Something nobody has seen before.\",\"\",null]] | user-error |"
            + " BUSINESS_RULE",
        "[\"UserWarning\",[\"no_origin_3\",\"The moves have no origin.\",\"\"]] |"
            + " needs-confirmation | BUSINESS_RULE",
        "[\"'product'\",\"\"] | missing-value | DATA_QUALITY",
        "[\"cannot convert between Time and Weight without a factor or rate\",\"\"] | unit-mismatch"
            + " | DATA_QUALITY",
        "[\"list index out of range\",\"\"] | server-error | DATA_QUALITY",
      })
  void refusal_is_told_apart_by_its_shape(String error, String code, FailureClass kind) {
    assertThat(evidence(error))
        .isInstanceOfSatisfying(
            Evidence.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(code);
              assertThat(rejected.kind()).isEqualTo(kind);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"ConcurrencyException\",\"Records were modified in the meanwhile\"]",
        "[\"could not obtain lock on row in relation \\\"stock_move\\\"\\n\",\"\"]",
        "[\"could not serialize access due to concurrent update\\n\",\"\"]",
        "[\"database is locked\",\"\"]",
      })
  void conflict_was_rolled_back_and_may_be_repeated(String error) {
    assertThat(evidence(error)).isInstanceOf(Evidence.NotProcessed.class);
  }

  @Test
  void database_that_cannot_be_reached_is_an_outage() {
    assertThat(
            evidence(
                "[\"connection to server at \\\"127.0.0.1\\\", port 5432 failed: Connection"
                    + " refused\\n\",\"\"]"))
        .isInstanceOfSatisfying(
            Evidence.NotSent.class, notSent -> assertThat(notSent.outage()).isTrue());
  }

  @Test
  void database_lost_on_the_way_leaves_the_effect_open_because_it_may_have_committed() {
    assertThat(evidence("[\"server closed the connection unexpectedly\\n\",\"\"]"))
        .isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void warning_keeps_the_name_under_which_it_can_be_confirmed() {
    assertThat(
            RpcError.of(JSON.readTree("[\"UserWarning\",[\"no_origin_3\",\"No origin.\",\"\"]]"))
                .warning())
        .contains("no_origin_3");
  }

  @Test
  void long_message_is_cut() {
    RpcError error = RpcError.of(JSON.createArrayNode().add("x".repeat(100_000)).add(""));

    assertThat(error.message()).hasSizeLessThan(600);
  }

  private static Evidence evidence(String error) {
    return RpcErrors.evidence(RpcError.of(JSON.readTree(error)));
  }
}
