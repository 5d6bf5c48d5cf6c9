package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestNode.Shared.class)
class StatusCommandTest {

  @Test
  void the_landscape_what_is_open_and_every_target_are_told(TestNode node) {
    Run text = Run.at(node, "status");
    assertThat(text.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(text.out())
        .contains(node.address(), "`bench-plant`", "environment `dev`", "moving", "erp");

    JsonNode json = Run.at(node, "status", "--json").json();
    assertThat(json.path("landscape").path("name").asString()).isEqualTo("bench-plant");
    assertThat(json.path("systems").path(0).path("name").asString()).isEqualTo("erp");
  }
}
