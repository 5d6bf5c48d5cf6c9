package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;
import org.millrace.telemetry.Counts.What;
import tools.jackson.databind.JsonNode;

/** What can be looked at, as it is answered over HTTP. */
@ExtendWith(TestDatabase.class)
class WatchingTest {

  private final Node node;
  private final String key;

  WatchingTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder);
    key = node.key("read");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void the_members_of_a_case_are_paged() {
    long number = node.journal.openCase("closed-period", "Status 422: It is closed.", 3);
    for (int i = 1; i <= 3; i++) {
      node.journal.delivery(
          node.journal.message("PO-" + i, "PO-" + i), 1, "erp", i, "NEEDS_PERSON", number);
    }
    node.journal.delivery(node.journal.message("PO-4", "PO-4"), 1, "erp", 4, "READY");
    String address = "/v1/messages?limit=2&case=" + number;
    JsonNode first = json(node.get(address, key));
    assertThat(first.path("items").findValuesAsString("businessKey"))
        .containsExactly("PO-3", "PO-2");
    String next = first.path("next").stringValue();
    JsonNode second = json(node.get(address + "&before=" + next, key));
    assertThat(second.path("items").findValuesAsString("businessKey")).containsExactly("PO-1");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(json(node.get("/v1/cases/" + number, key)).path("detail").stringValue())
        .isEqualTo("It is closed.");
  }

  @Test
  void what_is_no_case_is_refused_and_an_unknown_one_has_no_messages() {
    assertProblem(node.get("/v1/messages?case=seven", key), 400, "invalid-request");
    assertProblem(node.get("/v1/messages?case=-1", key), 400, "invalid-request");
    assertProblem(node.get("/v1/messages?case=1&case=2", key), 400, "invalid-request");
    assertThat(json(node.get("/v1/messages?case=4711", key)).path("items").isEmpty()).isTrue();
  }

  @Test
  void a_systems_history_is_sixty_minutes_oldest_first() {
    node.monitoring.counts().count("production-confirmation", "erp", What.DELIVERED);
    node.monitoring.counts().close();
    JsonNode history = json(node.get("/v1/systems/erp/history", key));
    assertThat(history.path("name").stringValue()).isEqualTo("erp");
    JsonNode minutes = history.path("perMinute");
    assertThat(minutes.size()).isEqualTo(60);
    assertThat(minutes.get(59).toString())
        .isEqualTo("{\"minute\":\"2026-11-21T08:01:00.000Z\",\"delivered\":1,\"failed\":0}");
    assertProblem(node.get("/v1/systems/nobody/history", key), 404, "not-found");
    assertProblem(node.get("/v1/systems/erp/history", node.key("operate")), 403, "forbidden");
  }
}
