package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class SettleCommandTest {

  @TempDir private Path folder;

  @Test
  void what_was_done_by_hand_is_recorded_and_frees_what_waits_behind(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("closed-period");
    String delivery = node.send(folder, order, "0010").json().path("id").asString() + ":1";
    String behind = TestNode.document(folder, order, "0020").toString();
    Run.at(node, "send", "confirm-production", behind);
    node.erp().accept();

    Run run = Run.at(node, "settle", delivery, "--document", "49-1", "--reason", "by hand");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("done by hand as 49-1");
    assertThat(Run.at(node, "show", order + "/0010").out()).contains("SETTLED_BY_HAND", "49-1");
    await()
        .untilAsserted(
            () -> assertThat(Run.at(node, "show", order + "/0020").out()).contains("CONFIRMED"));

    Run again =
        Run.at(node, "settle", delivery, "--document", "49-1", "--reason", "by hand", "--json");
    assertThat(again.exit()).isEqualTo(ExitStatus.NO);
    assertThat(again.json().path("type").asString()).isEqualTo("/problems/state-changed");
  }

  @Test
  void the_documents_number_and_a_delivery_are_needed() {
    String delivery = "019b0000-0000-7000-8000-000000000000:1";
    assertThat(Run.of("settle", delivery, "--reason", "abc").err()).contains("--document");
    assertThat(Run.of("settle", "17", "--document", "1", "--reason", "abc").err())
        .contains("is no delivery");
  }
}
