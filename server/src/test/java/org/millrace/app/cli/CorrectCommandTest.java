package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class CorrectCommandTest {

  @TempDir private Path folder;

  private static void awaitConfirmed(TestNode node, String message) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(Run.at(node, "show", message).out()).contains("CONFIRMED"));
  }

  @Test
  void a_correction_is_tried_out_taken_and_sent(TestNode node) {
    node.erp().refuse("bad-quantity");
    String message = node.send(folder, TestNode.newOrder(), "0010").json().path("id").asString();
    node.erp().accept();

    assertThat(Run.at(node, "correct", message).out()).contains("version 1", "/quantity", "1.50");
    Run dry = Run.at(node, "correct", message, "--set", "/quantity=2.5", "--dry-run");
    assertThat(dry.out()).contains("/quantity: 1.50 -> 2.5", "erp would get", "it would do");
    Run bad = Run.at(node, "correct", message, "--set", "/quantity=many", "--reason", "typo");
    assertThat(bad.exit()).isEqualTo(ExitStatus.NO);
    assertThat(bad.out()).contains("it would not do");
    Run fixed = Run.at(node, "correct", message, "--set", "/order=PO-2", "--reason", "other order");
    assertThat(fixed.out()).contains("does not let people change this");

    Run run = Run.at(node, "correct", message, "--set", "/quantity=2.5", "--reason", "typo");
    assertThat(run.exit()).as(run.all()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("version 2 is in force");
    awaitConfirmed(node, message);
    assertThat(node.erp().received()).contains("\"quantity\":2.5");
    assertThat(
            node.get("/v1/messages/" + message)
                .path("deliveries")
                .path(0)
                .path("attempts")
                .path(1)
                .path("contentVersion")
                .asInt())
        .isEqualTo(2);
    assertThat(Run.at(node, "show", message, "--payload").out()).contains("\"quantity\":1.50");
    assertThat(Run.at(node, "correct", message).out())
        .contains("nothing of it waits", "version 2", "approved", "typo");
  }

  @Test
  void where_four_eyes_are_asked_for_somebody_else_approves(TestNode node) {
    node.erp().refuse("closed-period");
    String message = node.send(folder, TestNode.newOrder(), "0010").json().path("id").asString();
    node.erp().accept();
    Run proposed =
        Run.at(node, "correct", message, "--set", "/quantity=3", "--reason", "typo", "--json");
    String number = proposed.json().path("number").asString();
    assertThat(proposed.json().path("state").asString()).isEqualTo("proposed");
    assertThat(Run.at(node, "approve").out()).contains("correction " + number, message, "typo");
    assertThat(Run.at(node, "approve", number, "--reason", "fine").exit())
        .isEqualTo(ExitStatus.NOT_ALLOWED);

    Run other =
        Run.of(
            "approve",
            number,
            "--reason",
            "checked",
            "--url",
            node.address(),
            "--key",
            node.key("approve"));
    assertThat(other.exit()).as(other.all()).isEqualTo(ExitStatus.DONE);
    assertThat(other.out()).contains("approved", "version 2 goes now");
    awaitConfirmed(node, message);
    assertThat(Run.at(node, "approve", number, "--reject", "--reason", "late").exit())
        .isEqualTo(ExitStatus.NO);
    assertThat(Run.at(node, "approve").out()).contains("nothing waits for approval");
  }

  @Test
  void wrong_usage_is_told_before_anything_is_asked() {
    assertThat(Run.of("correct", "PO-1", "--set", "/a=1").err()).contains("no message's id");
    String id = "019b0000-0000-7000-8000-000000000000";
    assertThat(Run.of("correct", id, "--set", "a=1", "--data", "nowhere").exit())
        .isNotEqualTo(ExitStatus.DONE);
    assertThat(Run.of("approve", "5").err()).contains("needs --reason");
    assertThat(Run.of("approve", "x", "--reason", "abc").err()).contains("no number");
  }
}
