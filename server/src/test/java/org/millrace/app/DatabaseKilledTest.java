package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.app.TestLandscape.OPERATION;
import static org.millrace.app.TestLandscape.confirmation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The embedded database is killed under a node that is at work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class DatabaseKilledTest {

  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(2);
  private static final Duration ACCEPTING_WITHIN = Duration.ofSeconds(5);

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

  @Test
  void nothing_accepted_is_lost_or_doubled_when_its_processes_are_killed() throws Exception {
    Sending sending = new Sending();
    Future<?> sender = CompletableFuture.runAsync(sending);
    sending.awaitAccepted(10);

    long postmaster = PostgresProcesses.pid(node.data());
    PostgresProcesses.kill(postmaster);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> PostgresProcesses.isBack(node.data(), postmaster));
    await().atMost(ACCEPTING_WITHIN).until(() -> accepts("PO-Z", 1));
    sending.awaitAccepted(10);

    PostgresProcesses.sessions(node.data()).getFirst().destroyForcibly();
    await().atMost(Duration.ofSeconds(30)).until(() -> accepts("PO-Z", 2));
    sending.awaitAccepted(10);
    sending.enough = true;
    sender.get(30, TimeUnit.SECONDS);

    awaitConfirmed(sending.accepted);
    assertThat(ledgerOf("PO-A")).containsExactlyInAnyOrderElementsOf(sending.accepted);
    for (String order : sending.orders()) {
      assertThat(ledgerOf(order + "/"))
          .isEqualTo(sending.accepted.stream().filter(k -> k.startsWith(order + "/")).toList());
    }
  }

  @Test
  void while_it_cannot_be_started_nothing_is_taken_or_sent_and_then_all_goes_on() throws Exception {
    List<String> keys = IntStream.rangeClosed(1, 6).mapToObj(i -> "PO-B" + i + "/1").toList();
    erp.holdAnswers();
    for (int i = 1; i <= keys.size(); i++) {
      assertThat(node.post(OPERATION, confirmation("PO-B" + i, 1)).status()).isEqualTo(202);
    }
    await().until(() -> ledgerOf("PO-B").size() == 4);
    Path control = PostgresProcesses.cluster(node.data()).resolve("global/pg_control");
    Path away = control.resolveSibling("pg_control.away");
    Files.move(control, away);
    PostgresProcesses.kill(PostgresProcesses.pid(node.data()));

    // Its sessions may commit for a moment after it: what they accept is as good as any.
    await().until(() -> answeredInTime("PO-N").status() == 503);
    erp.releaseAnswers();
    await()
        .pollInterval(Duration.ofMillis(50))
        .during(Duration.ofSeconds(3))
        .until(
            () -> {
              assertRefused(answeredInTime("PO-N"));
              return ledgerOf("PO-B").size() == 4;
            });
    assertThat(node.get("/health/live").status()).isEqualTo(200);
    assertThat(node.get("/health/ready").status()).isEqualTo(503);
    assertThat(journal().path("ok").asBoolean()).isFalse();
    assertThat(journal().path("detail").asString(""))
        .startsWith("the embedded database ended by itself")
        .contains("tries failed")
        .doesNotContain(node.data().toString());
    assertThat(String.join("\n", node.log()))
        .contains("The embedded PostgreSQL ended by itself and is started again")
        .contains("The embedded PostgreSQL could not be started again");

    Files.move(away, control);
    await().atMost(Duration.ofSeconds(30)).until(() -> node.get("/health/ready").status() == 200);
    await().atMost(ACCEPTING_WITHIN).until(() -> accepts("PO-Z", 3));
    assertThat(String.join("\n", node.log())).contains("The embedded PostgreSQL is back");
    awaitConfirmed(keys);
    assertThat(ledgerOf("PO-B")).containsExactlyInAnyOrderElementsOf(keys);
  }

  private NodeProcess.Answer answeredInTime(String order) {
    long began = System.nanoTime();
    NodeProcess.Answer answer = node.post(OPERATION, confirmation(order, 1));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REFUSED_WITHIN);
    return answer;
  }

  private static void assertRefused(NodeProcess.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.body().path("type").asString("")).endsWith("/temporary-reduced-capacity");
  }

  private boolean accepts(String order, int number) {
    return node.post(OPERATION, confirmation(order, number)).status() == 202;
  }

  private JsonNode journal() {
    return node.get("/health/ready")
        .body()
        .path("checks")
        .valueStream()
        .filter(check -> check.path("name").asString("").equals("journal"))
        .findFirst()
        .orElseThrow();
  }

  private void awaitConfirmed(List<String> keys) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> keys.stream().allMatch(key -> node.state(key).equals("CONFIRMED")));
  }

  private List<String> ledgerOf(String prefix) {
    return erp.references().stream().filter(reference -> reference.startsWith(prefix)).toList();
  }

  /** A sender that repeats each message until it is accepted, as senders should. */
  private final class Sending implements Runnable {

    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private volatile boolean enough;

    @Override
    public void run() {
      for (int i = 1; !enough; i++) {
        String order = "PO-A" + i % 3;
        int number = i;
        await()
            .atMost(Duration.ofSeconds(60))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> post(order, number));
        accepted.add(order + "/" + number);
      }
    }

    private boolean post(String order, int number) {
      NodeProcess.Answer answer = node.post(OPERATION, confirmation(order, number));
      assertThat(answer.status()).as(answer.body().toString()).isIn(202, 503);
      return answer.status() == 202;
    }

    private void awaitAccepted(int more) {
      int goal = accepted.size() + more;
      await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= goal);
    }

    private List<String> orders() {
      return List.of("PO-A0", "PO-A1", "PO-A2");
    }
  }
}
