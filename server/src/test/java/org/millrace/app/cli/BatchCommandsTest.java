package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class BatchCommandsTest {

  @TempDir private Path folder;

  private Path lines(String... documents) throws IOException {
    return Files.writeString(folder.resolve("night.jsonl"), String.join("\n", documents) + "\n");
  }

  private static String document(String order, String confirmation) throws IOException {
    Path folder = Files.createTempDirectory("documents");
    return Files.readString(TestNode.document(folder, order, confirmation)).replace('\n', ' ');
  }

  @Test
  void documents_a_line_are_sent_as_a_batch_and_what_was_refused_is_told(TestNode node)
      throws IOException {
    String order = TestNode.newOrder();
    Path file = lines(document(order, "0010"), "{\"order\": 1}", document(order, "0020"));
    Run run =
        Run.at(
            node, "send", "confirm-production", file.toString(), "--batch", "--policy", "partial");

    assertThat(run.exit()).as(run.err()).isEqualTo(ExitStatus.NO);
    assertThat(run.out())
        .contains("3 records: 2 taken, 0 repeated, 1 refused, 0 to come")
        .contains("record 1")
        .contains("/order")
        .contains("send it again");
    Run again =
        Run.at(
            node,
            "send",
            "confirm-production",
            file.toString(),
            "--batch",
            "--policy",
            "partial",
            "--json");
    assertThat(again.json().path("taken").asInt()).isEqualTo(2);
    String id = again.json().path("id").asString();
    assertThat(Run.at(node, "batches").out()).contains(id);
    assertThat(Run.at(node, "batches", id).out()).contains("record 1");
  }

  @Test
  void with_a_threshold_that_is_missed_nothing_is_taken(TestNode node) throws IOException {
    Path file = lines(document(TestNode.newOrder(), "0010"), "{}");
    Run run =
        Run.at(node, "send", "confirm-production", file.toString(), "--batch", "--at-least", "2");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("1 of 2 records are fit, and all have to be");
  }

  @Test
  void a_line_that_is_no_document_is_named_and_nothing_is_sent(TestNode node) throws IOException {
    Path file = lines("{}", "{");
    Run run = Run.at(node, "send", "confirm-production", file.toString(), "--batch");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("line 2", "Nothing was sent");
  }

  @Test
  void nothing_in_quarantine_is_said_and_wrong_usage_is_told(TestNode node) {
    assertThat(Run.at(node, "quarantine").out()).contains("nothing is in quarantine");
    assertThat(Run.at(node, "quarantine", "--release").exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(Run.at(node, "quarantine", "7", "--release").exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(Run.at(node, "quarantine", "999999").exit()).isEqualTo(ExitStatus.NO);
  }
}
