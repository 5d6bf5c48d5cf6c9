package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan from the command line, whose run survives the node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class ReplayTest {

  private static final int ORDERS = 8;
  private static final int EACH = 5;

  private final TestErp erp = new TestErp();
  private NodeProcess node;

  @BeforeAll
  void start_node(@TempDir Path folder) throws IOException {
    node = NodeProcess.over(folder, TestLandscape.write(folder.resolve("landscape"), erp));
  }

  @AfterAll
  void stop_node() throws InterruptedException {
    erp.close();
    node.stop();
  }

  private Cli.Ended cli(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = node.data().toString();
    return Cli.run(all);
  }

  private JsonNode plan(long number) {
    return node.get("/v1/replays/" + number).body();
  }

  private int progress(long number, String what) {
    return plan(number).path("progress").path(what).asInt();
  }

  private long caseNumber() {
    return node.get("/v1/cases").body().path("items").path(0).path("number").asLong();
  }

  @Test
  void what_was_refused_goes_again_in_order_with_one_effect_although_the_node_is_killed()
      throws Exception {
    for (int order = 1; order <= ORDERS; order++) {
      for (int number = 1; number <= EACH; number++) {
        erp.refuse("PO-%d/%d".formatted(order, number), "closed-period");
        node.post("confirm-production", confirmation("PO-" + order, number));
      }
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> node.get("/v1/cases").body().path("items").path(0).path("members").asInt(),
            members -> members == ORDERS);
    long found = caseNumber();

    Cli.Ended planned =
        cli(
            "replay",
            "--mode",
            "resume",
            "--since",
            "2026-01-01T00:00:00Z",
            "--until",
            "2026-01-02T00:00:00Z",
            "--reason",
            "nothing was there");
    assertThat(planned.output()).contains("refused (Nothing in its scope");

    planned =
        cli(
            "replay",
            "--mode",
            "resend",
            "--case",
            Long.toString(found),
            "--rate",
            "5",
            "--reason",
            "the period was reopened",
            "--json");
    assertThat(planned.status()).as(planned.errors()).isZero();
    JsonNode plan = NodeProcess.JSON.readTree(planned.output());
    long number = plan.path("number").asLong();
    assertThat(plan.path("forecast").path("wouldPost").asInt()).isEqualTo(ORDERS);
    assertThat(erp.ledger()).as("a dry run sends nothing").isEmpty();

    String hash = plan.path("hash").asString().substring(0, 12);
    String name = Long.toString(number);
    assertThat(cli("replay", name, "start", "--reason", "too early").status()).isEqualTo(1);
    assertThat(cli("replay", name, "approve", "--reason", "what exactly?").errors())
        .contains("say what you approve: --hash");
    assertThat(cli("replay", name, "approve", "--hash", hash, "--reason", "as planned").output())
        .contains("approved");

    for (int order = 1; order <= ORDERS; order++) {
      for (int each = 1; each <= EACH; each++) {
        erp.accept("PO-%d/%d".formatted(order, each));
      }
    }
    assertThat(cli("replay", name, "start", "--reason", "after the shift").status()).isZero();
    await().atMost(Duration.ofSeconds(20)).until(() -> progress(number, "verified") >= 2);
    node.kill();
    node.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> plan(number).path("state").asString("").equals("done"));

    assertThat(progress(number, "verified")).isEqualTo(ORDERS);
    await().atMost(Duration.ofSeconds(60)).until(() -> erp.references().size() >= ORDERS * EACH);
    for (int order = 1; order <= ORDERS; order++) {
      String key = "PO-" + order + "/";
      assertThat(erp.references().stream().filter(r -> r.startsWith(key)))
          .as("in order, each once")
          .containsExactly(key + 1, key + 2, key + 3, key + 4, key + 5);
    }
    assertThat(cli("replay", name).output()).contains(ORDERS + " verified");
    assertThat(cli("replay").output()).contains("plan " + number).contains("done");
  }

  @Test
  void a_plan_that_has_become_stale_says_so_and_does_nothing() throws Exception {
    erp.refuse("ST-1/1", "unheard-of");
    node.post("confirm-production", confirmation("ST-1", 1));
    await().atMost(Duration.ofSeconds(30)).until(() -> node.state("ST-1/1").equals("NEEDS_PERSON"));
    String delivery = node.message("ST-1/1").path("deliveries").path(0).path("id").asString("");
    long found = node.message("ST-1/1").path("deliveries").path(0).path("case").asLong();
    JsonNode plan =
        NodeProcess.JSON.readTree(
            cli(
                    "replay",
                    "--mode",
                    "resend",
                    "--case",
                    Long.toString(found),
                    "--reason",
                    "try again",
                    "--json")
                .output());
    cli("cancel", delivery, "--reason", "not needed any more");

    Cli.Ended approved =
        cli(
            "replay",
            plan.path("number").asString(),
            "approve",
            "--hash",
            plan.path("hash").asString(),
            "--reason",
            "as planned");
    assertThat(approved.status()).isEqualTo(1);
    assertThat(approved.errors()).contains("stale").contains("ST-1/1 at erp has changed");
    assertThat(plan(plan.path("number").asLong()).path("state").asString()).isEqualTo("stale");
    assertThat(erp.references()).doesNotContain("ST-1/1");
  }
}
