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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.database.TestDatabase;
import tools.jackson.databind.JsonNode;

/** Corrections over HTTP. */
@ExtendWith(TestDatabase.class)
class CorrectingTest {

  private static final String MESSAGE = "/v1/messages/0198f2c4-7b1a-7000-8000-000000000001";
  private static final String CHANGES = "\"changes\": [{\"pointer\": \"/unit\", \"to\": \"EA\"}]";

  private final Node node;
  private final String key;

  CorrectingTest(Jdbi jdbi, @TempDir Path folder) {
    node = new Node(jdbi, folder);
    key = node.key("read", "read-payload", "correct");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void what_may_be_corrected_is_shown_to_who_may_see_it() {
    JsonNode view = json(node.get(MESSAGE + "/corrections", key));
    assertThat(view.path("version").asInt()).isEqualTo(1);
    assertThat(view.path("fourEyes").asBoolean()).isTrue();
    assertThat(view.path("fields").path(0).path("value").asString()).isEqualTo("PCE");
    assertThat(view.path("fields").path(1).path("value").isNull()).isTrue();
    JsonNode correction = view.path("corrections").path(0);
    assertThat(correction.path("state").asString()).isEqualTo("proposed");
    assertThat(correction.path("changes").path(0).path("to").asString()).isEqualTo("EA");
    assertProblem(node.get(MESSAGE + "/corrections", node.key("read")), 403, "forbidden");
    assertThat(json(node.get("/v1/corrections", key)).path("items").path(0).has("changes"))
        .as("values need read-payload")
        .isFalse();
  }

  @Test
  void a_correction_is_tried_out_and_proposed() {
    JsonNode trial = json(node.post(MESSAGE + "/corrections/check", key, "{" + CHANGES + "}"));
    assertThat(trial.path("good").asBoolean()).isTrue();
    assertThat(trial.path("documents").path(0).path("after").path("uom").asString())
        .isEqualTo("EA");
    String body = "{" + CHANGES + ", \"basedOn\": 1, \"reason\": \"wrong unit\"}";
    JsonNode done = json(node.post(MESSAGE + "/corrections", key, body));
    assertThat(done.path("number").asInt()).isEqualTo(5);
    assertThat(done.path("deliveries").asInt()).isZero();
    assertThat(node.corrections.commands)
        .containsExactly(
            "try {/unit=\"EA\"}", "propose {/unit=\"EA\"} on 1 by system:mes: wrong unit");
    assertProblem(node.post(MESSAGE + "/corrections", node.key("operate"), body), 403, "forbidden");
  }

  @Test
  void what_would_not_do_is_refused_with_the_places() {
    node.corrections.unfit = true;
    var answer =
        node.post(
            MESSAGE + "/corrections",
            key,
            "{" + CHANGES + ", \"basedOn\": 1, \"reason\": \"wrong unit\"}");
    assertProblem(answer, 422, "contract-violation");
    assertThat(json(answer).path("errors").path(0).path("pointer").asString()).isEqualTo("/unit");
  }

  @Test
  void an_emergency_needs_a_right_of_its_own() {
    String body =
        "{" + CHANGES + ", \"basedOn\": 1, \"reason\": \"line stands\", \"emergency\": true}";
    assertProblem(node.post(MESSAGE + "/corrections", key, body), 403, "forbidden");
    assertThat(node.corrections.commands).isEmpty();
    String chief = node.key("correct", "emergency-correct");
    assertThat(node.post(MESSAGE + "/corrections", chief, body).statusCode()).isEqualTo(200);
    assertThat(node.corrections.commands.getFirst()).endsWith("line stands!");
  }

  @Test
  void a_decision_needs_its_right_and_a_reason() {
    String approver = node.key("approve");
    String body = "{\"reason\": \"checked\"}";
    assertProblem(node.post("/v1/corrections/1/approve", approver, body), 403, "for-somebody-else");
    assertProblem(node.post("/v1/corrections/2/reject", approver, body), 409, "state-changed");
    assertProblem(node.post("/v1/corrections/3/approve", approver, body), 404, "not-found");
    assertProblem(node.post("/v1/corrections/x/approve", approver, body), 404, "not-found");
    assertProblem(node.post("/v1/corrections/1/withdraw", key, body), 403, "for-somebody-else");
    assertThat(node.corrections.commands)
        .containsExactly(
            "APPROVE 1 by system:mes: checked",
            "REJECT 2 by system:mes: checked",
            "APPROVE 3 by system:mes: checked",
            "WITHDRAW 1 by system:mes: checked");
    assertProblem(node.post("/v1/corrections/1/approve", key, body), 403, "forbidden");
    assertProblem(node.post("/v1/corrections/1/approve", approver, "{}"), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"basedOn\": 1, \"reason\": \"why\"}",
        "{\"changes\": [], \"basedOn\": 1, \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"unit\", \"to\": 1}], \"basedOn\": 1, \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"/a\"}], \"basedOn\": 1, \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"/a\", \"to\": 1, \"x\": 1}], \"basedOn\": 1,"
            + " \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"/a\", \"to\": 1}, {\"pointer\": \"/a\", \"to\": 2}],"
            + " \"basedOn\": 1, \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"/a\", \"to\": 1}], \"reason\": \"why\"}",
        "{\"changes\": [{\"pointer\": \"/a\", \"to\": 1}], \"basedOn\": 1}",
        "{\"changes\": [{\"pointer\": \"/a\", \"to\": 1}], \"basedOn\": 1, \"reason\": \"why\","
            + " \"emergency\": \"yes\"}",
      })
  void what_makes_no_sense_is_refused(String body) {
    assertProblem(node.post(MESSAGE + "/corrections", key, body), 400, "invalid-request");
    assertThat(node.corrections.commands).isEmpty();
  }
}
