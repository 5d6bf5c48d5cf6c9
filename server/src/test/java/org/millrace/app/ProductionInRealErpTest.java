package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.adapter.tryton.peer.RealTryton;
import org.millrace.adapter.tryton.peer.TrytonPeer;
import tools.jackson.databind.JsonNode;

/**
 * A confirmation from the shop floor, by HTTP, ends as production and stock moves in a real ERP.
 */
@RealTryton
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class ProductionInRealErpTest {

  private static final String OPERATION = "confirm-production";

  private TrytonPeer tryton;
  private NodeProcess node;

  @BeforeAll
  void start_node_and_erp(TrytonPeer peer, @TempDir Path folder) throws IOException {
    tryton = peer;
    Path landscape = folder.resolve("landscape");
    copy(Path.of("..", "examples", "tryton-plant"), landscape);
    Path environment = landscape.resolve("environments/dev.yaml");
    Files.writeString(
        environment,
        Files.readString(environment)
            .replaceFirst("erp\\.url: .*", "erp.url: " + tryton.url())
            .replaceFirst("erp\\.database: .*", "erp.database: " + tryton.database()));
    node =
        new NodeProcess(
                Path.of("target", "node-" + ProcessHandle.current().pid()).toAbsolutePath(),
                landscape,
                "dev",
                Map.of("TRYTON_PASSWORD", TrytonPeer.PASSWORD))
            .start();
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    node.stop();
  }

  @Test
  void a_confirmation_becomes_a_done_production_with_its_stock_moves() {
    JsonNode job = send(confirmation("PO-A", 1, 2, "PCE", today()));

    assertThat(job.path("business").asString("")).as(job.toString()).isEqualTo("confirmed");
    List<JsonNode> productions = tryton.client().productions("PO-A/1");
    assertThat(productions).hasSize(1);
    assertThat(productions.getFirst().path("state").asString("")).isEqualTo("done");
    assertThat(tryton.client().moves(productions.getFirst().path("id").asInt()))
        .hasSize(3)
        .allMatch(move -> move.path("state").asString("").equals("done"));
  }

  @Test
  void the_same_confirmation_again_changes_nothing() {
    String document = confirmation("PO-B", 1, 1, "PCE", today());
    JsonNode first = send(document);
    NodeProcess.Answer again = node.post(OPERATION, document, "Idempotency-Key", "\"other\"");

    assertThat(again.body().path("id").asString("")).isEqualTo(first.path("id").asString(""));
    assertThat(tryton.client().productions("PO-B/1")).hasSize(1);
    NodeProcess.Answer other =
        node.post(OPERATION, confirmation("PO-B", 1, 5, "PCE", today()), "Prefer", "wait=5");
    assertThat(other.status()).isEqualTo(422);
    assertThat(tryton.client().productions("PO-B/1")).hasSize(1);
  }

  @Test
  void a_closed_period_becomes_a_case_that_needs_approval() {
    String lastMonth = LocalDate.parse(today()).withDayOfMonth(1).minusDays(3).toString();
    send(confirmation("PO-C", 1, 1, "PCE", lastMonth));

    JsonNode found = caseOf("closed-period");
    assertThat(found.path("class").asString("")).isEqualTo("business-rule");
    assertThat(found.path("needsApproval").asBoolean()).isTrue();
    assertThat(node.message("PO-C/1").path("state").asString("")).isEqualTo("NEEDS_PERSON");
  }

  @Test
  void a_unit_of_another_kind_becomes_a_case_for_business_support() {
    send(confirmation("PO-D", 1, 1, "HUR", today()));

    JsonNode found = caseOf("unit-mismatch");
    assertThat(found.path("class").asString("")).isEqualTo("data-quality");
    assertThat(found.path("owner").asString("")).isEqualTo("business-support");
  }

  @Test
  void killing_the_node_between_sends_neither_loses_nor_doubles_a_production() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      NodeProcess.Answer accepted =
          node.post(OPERATION, confirmation("PO-K" + i % 3, i, 1, "PCE", today()));
      assertThat(accepted.status()).isEqualTo(202);
      keys.add("PO-K" + i % 3 + "/" + i);
      if (i % 2 == 0) {
        node.kill();
        node.start();
      }
    }
    for (String key : keys) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> node.message(key).path("state").asString("").equals("CONFIRMED"));
      assertThat(tryton.client().productions(key))
          .as(key)
          .hasSize(1)
          .allMatch(production -> production.path("state").asString("").equals("done"));
    }
  }

  /** Sends and waits for the outcome. */
  private JsonNode send(String document) {
    NodeProcess.Answer answer = node.post(OPERATION, document, "Prefer", "wait=50");
    assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 202);
    return answer.body();
  }

  private JsonNode caseOf(String code) {
    return node.get("/v1/cases")
        .body()
        .path("items")
        .valueStream()
        .filter(found -> found.path("code").asString("").equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no case " + code + ": " + node.get("/v1/cases")));
  }

  private static String confirmation(
      String order, int number, int quantity, String unit, String postingDate) {
    return """
    {"plant": "P100", "line": "LINE-1", "order": "%s", "confirmation": "%d", "sequence": %d,
     "material": "FG-PUMP", "quantity": %d, "scrap": 0, "unit": "%s", "postingDate": "%s",
     "components": [
       {"material": "RM-RESIN", "lot": "LOT-2024-0001", "quantity": %s, "unit": "KGM"},
       {"material": "RM-FRAME", "quantity": %d, "unit": "PCE"}]}
    """
        .formatted(order, number, number, quantity, unit, postingDate, quantity * 1.5, quantity);
  }

  private static String today() {
    return LocalDate.now(java.time.ZoneId.systemDefault()).toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
