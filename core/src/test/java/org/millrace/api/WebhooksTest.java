package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;
import org.millrace.recovery.Workbench;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
class WebhooksTest {

  private static final String RECOVER = "/v1/webhooks/recover";
  private static final String BODY =
      """
      {"system": "mes", "endpoint": "https://mes.example", "since": "2026-11-20T00:00:00Z",
       "reason": "the receiver is back"}
      """;

  private final Node node;

  WebhooksTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void who_may_read_sees_how_the_endpoints_stand() {
    HttpResponse<String> answer = node.get("/v1/webhooks", node.key("read"));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode item = json(answer).path("items").get(0);
    assertThat(item.path("system").stringValue()).isEqualTo("mes");
    assertThat(item.path("endpoint").stringValue()).isEqualTo("https://mes.example");
    assertThat(item.path("health").stringValue()).isEqualTo("idle");
    assertThat(item.path("since").isNull()).isTrue();
    assertProblem(node.get("/v1/webhooks", node.key("operate")), 403, "forbidden");
  }

  @Test
  void an_endpoint_recovers_by_a_persons_command_with_its_reason() {
    HttpResponse<String> answer = node.post(RECOVER, node.key("operate"), BODY);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"webhooks\":1}");
    assertThat(node.commands)
        .containsExactly(
            "recover https://mes.example of mes since 2026-11-20T00:00:00Z by system:mes: the"
                + " receiver is back");
    assertProblem(node.post(RECOVER, node.key("read"), BODY), 403, "forbidden");
    node.command = new Workbench.Answer.NotFound("No webhook was ever posted there.");
    assertProblem(node.post(RECOVER, node.key("operate"), BODY), 404, "not-found");
  }

  @Test
  void a_recovery_names_system_endpoint_time_and_reason() {
    for (String field : new String[] {"system", "endpoint", "since", "reason"}) {
      String without = BODY.replace("\"" + field + "\"", "\"other\"");
      assertProblem(node.post(RECOVER, node.key("operate"), without), 400, "invalid-request");
    }
    assertThat(node.commands).isEmpty();
  }
}
