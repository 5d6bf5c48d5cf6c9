package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class CancelCommandTest {

  @TempDir private Path folder;

  @Test
  void what_is_not_to_be_done_ends_without_effect(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("closed-period");
    String delivery = node.send(folder, order, "0010").json().path("id").asString() + ":1";
    Run run = Run.at(node, "cancel", delivery, "--reason", "order was cancelled");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("cancelled: " + delivery);
    assertThat(Run.at(node, "show", order + "/0010").out())
        .contains("CANCELLED", "order was cancelled");
    Run again = Run.at(node, "cancel", delivery, "--reason", "again");
    assertThat(again.exit()).isEqualTo(ExitStatus.NO);
    assertThat(again.err()).contains("CANCELLED now");
  }

  @Test
  void a_delivery_that_is_not_there_is_told(TestNode node) {
    Run run =
        Run.at(
            node, "cancel", "019b0000-0000-7000-8000-000000000000:1", "--reason", "abc", "--json");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.json().path("type").asString()).isEqualTo("/problems/not-found");
    assertThat(Run.of("cancel", "PO-1", "--reason", "abc").exit()).isEqualTo(ExitStatus.USAGE);
  }
}
