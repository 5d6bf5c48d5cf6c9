package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Messages whose later step does not go: taken back, or brought to another target. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class OtherWaysTest {

  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @BeforeAll
  void start_node(@TempDir Path folder) throws IOException {
    Path landscape = TestLandscape.write(folder.resolve("landscape"), erp);
    for (String system : List.of("qms", "lab", "office")) {
      TestLandscape.put(landscape, "systems/" + system + ".yaml", system(system));
    }
    TestLandscape.put(
        landscape,
        "flows/inspection.yaml",
        """
        flow: inspection
        accepts: production-confirmation@1
        key: '"I-" & order'
        order: {by: order}
        deliver:
          - to: office
            operation: inspect
            map: to-any
            compensate: {operation: cancel-confirmation, map: to-cancel}
          - to: qms
            operation: inspect
            map: to-any
            after: office
            alternative: {to: lab, operation: inspect}
        """);
    TestLandscape.put(landscape, "mappings/to-any.jsonata", "{\"reference\": order}\n");
    TestLandscape.put(
        landscape,
        "mappings/to-cancel.jsonata",
        """
        {"reference": $compensated.reference & "=" & $compensated.response.document & " " & order}
        """);
    node = NodeProcess.over(folder, landscape);
  }

  private static String system(String name) {
    return """
    system: %1$s
    kind: QMS
    adapter: http
    destinations: [127.0.0.1]
    connection: {url: "${erp.url}"}
    idempotency: header
    operations:
      inspect: {path: /%1$s, reference: response.document}
      cancel-confirmation: {path: /cancellations}
    failures:
      - {when: 'error.code = "hopeless"', is: business-rule, code: hopeless, then: compensate}
      - {when: 'error.code = "moved"', is: business-rule, code: moved, then: reroute}
    """
        .formatted(name);
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  private void post(String order) {
    assertThat(node.post("inspection", confirmation(order, 1)).status()).isEqualTo(202);
  }

  private List<String> states(String order) {
    return node.message("I-" + order)
        .path("deliveries")
        .valueStream()
        .map(
            delivery ->
                delivery.path("system").asString("") + " " + delivery.path("state").asString(""))
        .toList();
  }

  private void awaitStates(String order, String... states) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(states(order)).containsExactly(states));
  }

  private String delivery(String order, int index) {
    JsonNode delivery = node.message("I-" + order).path("deliveries").path(index);
    return delivery.path("id").asString("");
  }

  private List<String> posted(String order) {
    return erp.others().stream().filter(other -> other.endsWith(" " + order)).toList();
  }

  @Test
  void a_rule_that_gives_up_takes_back_what_earlier_steps_did() {
    erp.refuse("/qms C-1", "hopeless");
    post("C-1");
    awaitStates("C-1", "office CONFIRMED", "qms REJECTED", "office CONFIRMED");
    assertThat(posted("C-1")).containsExactly("/office C-1", "/cancellations D-C-1=D-C-1 C-1");
    assertThat(node.message("I-C-1").path("deliveries").path(0).path("business").asString(""))
        .isEqualTo("COMPENSATED");
  }

  @Test
  void a_rule_that_reroutes_brings_it_to_the_other_target() {
    erp.refuse("/qms R-1", "moved");
    post("R-1");
    awaitStates("R-1", "office CONFIRMED", "qms REROUTED", "lab CONFIRMED");
    assertThat(posted("R-1")).containsExactly("/office R-1", "/lab R-1");
  }

  @Test
  void a_person_reroutes_and_another_takes_back() throws Exception {
    erp.refuse("/qms P-1", "unheard-of");
    erp.refuse("/qms P-2", "unheard-of");
    post("P-1");
    post("P-2");
    awaitStates("P-1", "office CONFIRMED", "qms NEEDS_PERSON");
    awaitStates("P-2", "office CONFIRMED", "qms NEEDS_PERSON");
    String data = node.data().toString();

    Cli.Ended rerouted =
        Cli.run("reroute", delivery("P-1", 1), "--reason", "the QMS moves", "--data", data);
    assertThat(rerouted.status()).as(rerouted.errors()).isZero();
    awaitStates("P-1", "office CONFIRMED", "qms REROUTED", "lab CONFIRMED");

    Cli.Ended compensated =
        Cli.run("compensate", delivery("P-2", 1), "--reason", "not needed", "--data", data);
    assertThat(compensated.status()).as(compensated.errors()).isZero();
    awaitStates("P-2", "office CONFIRMED", "qms CANCELLED", "office CONFIRMED");
    assertThat(posted("P-2")).containsExactly("/office P-2", "/cancellations D-P-2=D-P-2 P-2");

    Cli.Ended again =
        Cli.run("reroute", delivery("P-1", 0), "--reason", "no such way", "--data", data);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.errors()).contains("declares no `alternative`");
  }
}
