package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestNode.Shared.class)
class CasesCommandTest {

  @TempDir private Path folder;

  @Test
  void a_case_is_listed_looked_at_released_and_then_closed(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("cases-test");
    Run sent = node.send(folder, order, "0010");
    node.send(folder, order, "0020");
    String delivery = sent.json().path("deliveries").path(0).path("id").asString();

    Run list = Run.at(node, "cases");
    assertThat(list.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(list.out()).contains("cases-test at erp", "1 waiting behind");
    String number = number(node, "cases-test");

    Run one = Run.at(node, "cases", number);
    assertThat(one.out())
        .contains("case " + number + ": cases-test at erp (new)")
        .contains(order + "/0010", delivery, "1 message, and 1 behind")
        .contains("./millrace release " + number, "./millrace settle " + delivery);
    JsonNode json = Run.at(node, "cases", number, "--json").json();
    assertThat(json.path("number").asString()).isEqualTo(number);
    assertThat(json.path("deliveries").path(0).path("id").asString()).isEqualTo(delivery);

    node.erp().accept();
    Run released = Run.at(node, "release", number, "--reason", "cured");
    assertThat(released.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(released.out()).contains("1 delivery of case " + number + " goes again");
    awaitClosed(node, number);
  }

  /** Until then the next test's refusals would meet what this one has released. */
  private static void awaitClosed(TestNode node, String number) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(Run.at(node, "cases", number).out())
                    .contains("(closed)", "1 had their effect", "cured")
                    .doesNotContain("What can be done"));
  }

  @Test
  void a_case_is_kept_in_order_by_its_people(TestNode node) {
    node.erp().refuse("kept-in-order");
    node.send(folder, TestNode.newOrder(), "0010");
    String number = number(node, "kept-in-order");

    assertThat(Run.at(node, "cases", number, "acknowledge").out())
        .contains("case " + number + " is acknowledged");
    Run again = Run.at(node, "cases", number, "acknowledge");
    assertThat(again.exit()).isEqualTo(ExitStatus.NO);
    assertThat(again.err()).contains("is acknowledged now");
    Run.at(node, "cases", number, "assign", "ada");
    Run.at(node, "cases", number, "tag", "month-end", "hall-3");
    Run.at(node, "cases", number, "untag", "hall-3");
    Run.at(node, "cases", number, "ticket", "https://tickets.example/INC-1");
    assertThat(Run.at(node, "cases", number, "snooze", "PT8H").exit()).isEqualTo(ExitStatus.USAGE);
    Run.at(node, "cases", number, "snooze", "PT8H", "--reason", "tonight");

    assertThat(Run.at(node, "cases", "--assignee", "ada", "--tag", "month-end", "--snoozed").out())
        .contains("kept-in-order at erp", "ada's", "put aside until", "#month-end");
    assertThat(Run.at(node, "cases", number).out())
        .contains("https://tickets.example/INC-1", "gave it to ada", "put it aside", ": tonight")
        .doesNotContain("hall-3 ");
    assertThat(Run.at(node, "cases", "--unassigned", "--code", "kept-in-order").out())
        .contains("no such cases");
    assertThat(Run.at(node, "cases", number, "close", "--reason", "done").err())
        .contains("1 wait in case");
    assertThat(Run.at(node, "cases", number, "open").exit()).isEqualTo(ExitStatus.USAGE);
    node.erp().accept();
    Run.at(node, "release", number, "--reason", "cured");
    awaitClosed(node, number);
  }

  @Test
  void many_alike_are_one_case_and_only_the_first_are_printed(TestNode node) {
    node.erp().refuse("many-alike");
    for (int i = 0; i < 22; i++) {
      node.send(folder, TestNode.newOrder(), "0010");
    }
    String number = number(node, "many-alike");
    Run text = Run.at(node, "cases", number);
    assertThat(text.out()).contains("22 messages", "and 2 more", "send all of them again");
    assertThat(text.out()).doesNotContain("./millrace settle");
    assertThat(Run.at(node, "cases", number, "--json").json().path("deliveries")).hasSize(22);
  }

  @Test
  void a_case_that_is_not_there_is_told(TestNode node) {
    Run run = Run.at(node, "cases", "987654");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("There is no case with this number");
    assertThat(Run.at(node, "cases", "x").exit()).isEqualTo(ExitStatus.USAGE);
  }

  private static String number(TestNode node, String code) {
    JsonNode cases = Run.at(node, "cases", "--json").json().path("items");
    return cases
        .valueStream()
        .filter(found -> found.path("code").asString().equals(code))
        .findFirst()
        .orElseThrow()
        .path("number")
        .asString();
  }
}
