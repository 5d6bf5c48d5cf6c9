package org.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentencesTest {

  private final Sentences sentences = new Sentences(new Titles(Plant::landscape));

  private String attempt(String detail, String decision) {
    return sentences.attempt(
        "erp", false, Optional.of(422), Optional.of(detail), "answered", Optional.of(decision));
  }

  @Test
  void an_attempt_says_what_was_answered_and_what_follows_in_one_sentence() {
    assertThat(attempt("Status 422: The period 2026-09 is closed for posting.", "open-case"))
        .isEqualTo(
            "Brook Street ERP: The period 2026-09 is closed for posting; a person has to decide");
    assertThat(attempt("Connection reset", "hold-target"))
        .isEqualTo(
            "Brook Street ERP: Connection reset; all for this target is kept until it is back");
  }

  @Test
  void what_another_version_decided_is_shown_as_it_is() {
    assertThat(attempt("Status 422", "ask-the-moon"))
        .isEqualTo("Brook Street ERP: Status 422; ask the moon");
  }
}
