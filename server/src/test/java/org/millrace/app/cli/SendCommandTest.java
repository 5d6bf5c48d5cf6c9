package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestNode.Shared.class)
class SendCommandTest {

  @TempDir private Path folder;

  @Test
  void a_message_is_sent_and_followed_to_its_effect(TestNode node) {
    Run run = node.send(folder, TestNode.newOrder(), "0010");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.json().path("business").asString()).isEqualTo("confirmed");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void without_waiting_it_ends_once_the_message_is_durable(TestNode node) {
    Path document = TestNode.document(folder, TestNode.newOrder(), "0010");
    Run run = Run.at(node, "send", "confirm-production", document.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).startsWith("accepted ").contains("erp", "./millrace show ");
  }

  @Test
  void a_repetition_is_told_as_one(TestNode node) {
    String document = TestNode.document(folder, TestNode.newOrder(), "0010").toString();
    Run first = Run.at(node, "send", "confirm-production", document, "--json");
    Run again = Run.at(node, "send", "confirm-production", document);
    assertThat(again.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(again.out())
        .startsWith("accepted before")
        .contains(first.json().path("id").asString());
  }

  @Test
  void what_needs_a_person_ends_the_wait_at_once_and_is_no_success(TestNode node) {
    node.erp().refuse("closed-period");
    Run run = node.send(folder, TestNode.newOrder(), "0010");
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.json().path("technical").asString()).isEqualTo("needs-person");
  }

  @Test
  void what_is_not_known_in_time_is_neither_success_nor_failure(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("closed-period");
    node.send(folder, order, "0010");
    String behind = TestNode.document(folder, order, "0020").toString();
    Run run = Run.at(node, "send", "confirm-production", behind, "--wait", "1");
    assertThat(run.exit()).isEqualTo(ExitStatus.NOT_YET);
    assertThat(run.out()).contains("behind " + order + "/0010");
  }

  @Test
  void what_breaks_the_contract_is_refused_field_by_field(TestNode node) throws IOException {
    Path document = Files.writeString(folder.resolve("x.json"), "{\"order\":1,\"quantity\":2}");
    Run text = Run.at(node, "send", "confirm-production", document.toString());
    assertThat(text.exit()).isEqualTo(ExitStatus.NO);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).contains("`confirmation` is missing", "/order", "Nothing was taken");

    Run json = Run.at(node, "send", "confirm-production", document.toString(), "--json");
    assertThat(json.exit()).isEqualTo(ExitStatus.NO);
    assertThat(json.json().path("type").asString()).isEqualTo("/problems/contract-violation");
    assertThat(json.json().path("errors")).hasSize(2);
  }

  @Test
  void an_operation_without_a_flow_is_told_with_what_to_do(TestNode node) {
    Path document = TestNode.document(folder, TestNode.newOrder(), "0010");
    Run run = Run.at(node, "send", "confirm-prodution", document.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("`confirm-prodution`", "./millrace apply");
  }

  @Test
  void a_document_that_is_no_json_is_not_sent(TestNode node) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\n  \"order\": }");
    Path empty = Files.writeString(folder.resolve("empty.json"), " \n");
    Run run = Run.at(node, "send", "confirm-production", broken.toString());
    assertThat(run.exit()).isEqualTo(ExitStatus.NO);
    assertThat(run.err()).contains("broken.json", "line 2", "Nothing was sent");
    assertThat(Run.at(node, "send", "confirm-production", empty.toString()).err())
        .contains("is empty");
  }

  @Test
  void wrong_arguments_are_told_before_anything_is_asked() {
    assertThat(Run.of("send", "confirm-production", folder + "/nothing.json"))
        .satisfies(
            run -> {
              assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
              assertThat(run.err()).contains("nothing.json is not there");
            });
    assertThat(Run.of("send", "../keys", "x").err()).contains("cannot be a name");
    assertThat(Run.of("send", "confirm-production", "x", "--wait", "-3").exit())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(Run.of("send", "confirm-production", "x", "--wait", "61").exit())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void any_printable_idempotency_key_reaches_the_node(TestNode node) {
    String document = TestNode.document(folder, TestNode.newOrder(), "0010").toString();
    String key = "a \"quoted\" \\ key";
    Run first =
        Run.at(node, "send", "confirm-production", document, "--idempotency-key", key, "--json");
    assertThat(first.exit()).isEqualTo(ExitStatus.DONE);

    String other = TestNode.document(folder, TestNode.newOrder(), "0020").toString();
    Run reused = Run.at(node, "send", "confirm-production", other, "--idempotency-key", key);
    assertThat(reused.exit()).isEqualTo(ExitStatus.NO);
    assertThat(reused.err()).contains("other content");
    Run unprintable =
        Run.at(node, "send", "confirm-production", document, "--idempotency-key", "a\nb");
    assertThat(unprintable.exit()).isEqualTo(ExitStatus.USAGE);
  }
}
