package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class ReleaseCommandTest {

  private static final String MESSAGE = "019b0000-0000-7000-8000-000000000000";

  @TempDir private Path folder;

  @Test
  void a_delivery_goes_again_with_the_reason_on_record(TestNode node) {
    node.erp().refuse("closed-period");
    String id = node.send(folder, TestNode.newOrder(), "0010").json().path("id").asString();
    node.erp().accept();
    Run run = Run.at(node, "release", id + ":1", "--reason", "the period was reopened");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("./millrace show " + id);
    await()
        .untilAsserted(
            () ->
                assertThat(Run.at(node, "show", id).out())
                    .contains("state        CONFIRMED", "the period was reopened"));
    Run again = Run.at(node, "release", "delivery", id + ":1", "--reason", "once more");
    assertThat(again.exit()).isEqualTo(ExitStatus.NO);
    assertThat(again.err()).contains("CONFIRMED", "nothing changed");
  }

  @Test
  void a_case_may_be_named_by_its_kind_and_answers_in_json(TestNode node) {
    node.erp().refuse("release-test");
    String id = node.send(folder, TestNode.newOrder(), "0010").json().path("id").asString();
    String number =
        Run.at(node, "show", id, "--json")
            .json()
            .path("deliveries")
            .path(0)
            .path("case")
            .asString();
    node.erp().accept();
    Run run = Run.at(node, "release", "case", number, "--reason", "cured", "--json");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.json().path("deliveries").asInt()).isEqualTo(1);
    Run closed = Run.at(node, "release", number, "--reason", "cured", "--json");
    assertThat(closed.exit()).isEqualTo(ExitStatus.NO);
    assertThat(closed.json().path("type").asString()).isEqualTo("/problems/state-changed");
    assertThat(closed.err()).containsIgnoringCase("case " + number);
  }

  @Test
  void a_system_that_is_not_held_is_not_released(TestNode node) {
    Run run = Run.at(node, "release", "system", "erp", "--reason", "none");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("`erp` is not held");
  }

  @Test
  void what_cannot_be_released_is_wrong_usage() {
    assertThat(Run.of("release", "1").err()).contains("--reason");
    assertThat(Run.of("release", "1", "--reason", "a").err()).contains("from 3 to 500");
    assertThat(Run.of("release", "letter", "1", "--reason", "abc").err())
        .contains("say case, delivery or system");
    assertThat(Run.of("release", MESSAGE, "--reason", "abc").err())
        .contains("is a message", MESSAGE + ":1");
    assertThat(Run.of("release", "../keys", "--reason", "abc").err()).contains("cannot be a name");
    assertThat(Run.of("release", "case", "erp", "--reason", "abc").exit())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(Run.of("release", "1", "2", "3", "--reason", "abc").exit())
        .isEqualTo(ExitStatus.USAGE);
  }
}
