package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.adapter.Evidence;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {

  private final Answers answers = new Answers(new JsonMapper());

  @Test
  void null_result_is_a_result() {
    assertThat(read(200, "{\"id\":1,\"result\":null}")).isInstanceOf(Answer.Result.class);
  }

  @Test
  void marked_values_become_plain() {
    Answer answer =
        read(
            200,
            "{\"id\":1,\"result\":[{\"day\":{\"__class__\":\"date\",\"year\":2026,\"month\":11,"
                + "\"day\":20},\"cost\":{\"__class__\":\"Decimal\",\"decimal\":\"188.0000\"},"
                + "\"at\":{\"__class__\":\"datetime\",\"year\":2026,\"month\":11,\"day\":20,"
                + "\"hour\":7,\"minute\":5,\"second\":9,\"microsecond\":0},"
                + "\"odd\":{\"__class__\":\"date\",\"year\":2026,\"month\":13,\"day\":1}}]}");

    assertThat(((Answer.Result) answer).value().toString())
        .isEqualTo(
            "[{\"day\":\"2026-11-20\",\"cost\":188.0000,\"at\":\"2026-11-20T07:05:09\","
                + "\"odd\":{\"__class__\":\"date\",\"year\":2026,\"month\":13,\"day\":1}}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"id\":1}", "[1]", "{\"id\":1,\"result\":"})
  void success_that_cannot_be_read_proves_nothing(String body) {
    assertThat(evidence(200, body)).isInstanceOf(Evidence.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 302, 400})
  void any_other_status_proves_nothing(int status) {
    assertThat(evidence(status, "<html>")).isInstanceOf(Evidence.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "403, Rejected",
    "429, NotProcessed",
    "401, NotSent",
    "404, NotSent",
  })
  void status_that_proves_something_is_used(int status, String kind) {
    assertThat(evidence(status, "<html>").getClass().getSimpleName()).isEqualTo(kind);
  }

  private Evidence evidence(int status, String body) {
    return ((Answer.Failed) read(status, body)).evidence();
  }

  private Answer read(int status, String body) {
    return answers.read(new Wire.Reply.Answered(status, body, Optional.empty()));
  }
}
