package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestNode.Shared.class)
class ShowCommandTest {

  @TempDir private Path folder;

  @Test
  void a_business_key_leads_to_the_story(TestNode node) {
    String order = TestNode.newOrder();
    node.send(folder, order, "0010");
    Run run = Run.at(node, "show", order + "/0010");
    assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out())
        .startsWith("MES confirms production to the ERP: " + order + "/0010")
        .contains("Deliveries", "CONFIRMED", "as 47", "History", "ERP took it")
        .doesNotContain("What can be done");
  }

  @Test
  void several_messages_are_a_list_the_newest_first(TestNode node) {
    String order = TestNode.newOrder();
    node.send(folder, order, "0010");
    node.send(folder, order, "0020");
    Run run = Run.at(node, "show", order);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out()).containsSubsequence(order + "/0020", order + "/0010");
    assertThat(Run.at(node, "show", "--limit", "1").out()).contains(order + "/0020");
  }

  @Test
  void an_id_leads_to_the_story_and_json_has_all_of_it(TestNode node) {
    String order = TestNode.newOrder();
    String id = node.send(folder, order, "0010").json().path("id").asString();
    assertThat(Run.at(node, "show", id).out()).contains(order + "/0010", "History");
    JsonNode json = Run.at(node, "show", id, "--json").json();
    assertThat(json.path("businessKey").asString()).isEqualTo(order + "/0010");
    assertThat(json.path("timeline")).isNotEmpty();
    assertThat(Run.at(node, "show", order, "--json").json().path("items")).hasSize(1);
  }

  @Test
  void what_waits_for_a_person_is_shown_with_what_can_be_done(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("closed-period");
    String id = node.send(folder, order, "0010").json().path("id").asString();
    Run run = Run.at(node, "show", id);
    assertThat(run.out())
        .contains("This is refused: closed-period")
        .contains("./millrace release " + id + ":1", "./millrace settle " + id + ":1")
        .contains("./millrace cancel " + id + ":1", "./millrace cases ");
  }

  @Test
  void a_document_comes_back_as_it_was_sent(TestNode node) {
    String order = TestNode.newOrder();
    String id = node.send(folder, order, "0010").json().path("id").asString();
    assertThat(Run.at(node, "show", id, "--payload").out().strip())
        .isEqualTo(
            "{\"order\":\"%s\",\"confirmation\":\"0010\",\"quantity\":1.50}".formatted(order));
    Run without = Run.at(node, "show", order, "--payload");
    assertThat(without.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(without.err()).contains("--payload needs the id of a message");
  }

  @Test
  void a_key_that_nothing_has_is_told_and_no_success(TestNode node) {
    Run text = Run.at(node, "show", "PO-NOWHERE");
    assertThat(text.exit()).isEqualTo(ExitStatus.NO);
    assertThat(text.err()).contains("PO-NOWHERE");
    Run json = Run.at(node, "show", "PO-NOWHERE", "--json");
    assertThat(json.exit()).isEqualTo(ExitStatus.NO);
    assertThat(json.json().path("items").isArray()).isTrue();
    Run id = Run.at(node, "show", "019b0000-0000-7000-8000-000000000000");
    assertThat(id.exit()).isEqualTo(ExitStatus.NO);
    assertThat(id.err()).contains("There is no message with this id");
  }

  @Test
  void filters_narrow_the_list(TestNode node) {
    String order = TestNode.newOrder();
    node.erp().refuse("closed-period");
    node.send(folder, order, "0010");
    assertThat(Run.at(node, "show", "--state", "attention", "--system", "erp").out())
        .contains(order + "/0010");
    assertThat(Run.at(node, "show", order, "--state", "done").exit()).isEqualTo(ExitStatus.NO);
    assertThat(Run.at(node, "show", "--flow", "another").out()).doesNotContain(order);
    assertThat(Run.at(node, "show", "--until", "2020-01-01T00:00:00Z").err())
        .contains("no messages");
  }

  @Test
  void wrong_filters_are_refused(TestNode node) {
    assertThat(Run.at(node, "show", "--limit", "1000").exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(Run.at(node, "show", "--since", "gestern").err()).contains("is no time");
    Run state = Run.at(node, "show", "--state", "lost");
    assertThat(state.exit()).isEqualTo(ExitStatus.NO);
    assertThat(state.err()).contains("moving, waiting, attention, done");
  }
}
