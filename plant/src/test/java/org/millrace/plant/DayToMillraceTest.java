package org.millrace.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.plant.day.DayEvent;
import org.millrace.plant.day.DayPlan;
import org.millrace.plant.day.DayScript;

/** A whole day over HTTP into a server that stands in for Millrace and first says no. */
class DayToMillraceTest {
  @TempDir Path data;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();
  private HttpServer millrace;

  @BeforeEach
  void start() throws IOException {
    millrace = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    millrace.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    millrace.createContext("/v1/operations/", this::take);
    millrace.start();
  }

  @AfterEach
  void stop() {
    millrace.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      String operation = exchange.getRequestURI().getPath().substring("/v1/operations/".length());
      if (!key.startsWith('"' + operation + "/")
          || !key.endsWith("\"")
          || !authorized(operation, exchange.getRequestHeaders().getFirst("Authorization"))) {
        wrong.add(key);
      }
      // Every key is refused once, and every tenth answer gets lost on its way back.
      if (seen.add(key)) {
        exchange.sendResponseHeaders(503, -1);
      } else if (!accepted.add(key) || key.hashCode() % 10 != 0) {
        exchange.sendResponseHeaders(202, -1);
      }
    }
  }

  /** The carrier has a key of its own. */
  private static boolean authorized(String operation, String authorization) {
    boolean ofCarrier = Set.of("report-shipment-status", "post-invoice").contains(operation);
    return authorization.equals(ofCarrier ? "Bearer carrier-key" : "Bearer plant-key");
  }

  @Test
  void the_days_follow_each_other_where_that_is_wanted() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + millrace.getAddress().getPort());
    try (RunningPlant plant = new RunningPlant(data, Optional.of(url), true)) {
      plant.startDay();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> plant.send("GET", "/plant/day", "").body().contains("\"date\":\"2026-11-22\""));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_day_interrupted_in_the_middle_is_accepted_whole() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + millrace.getAddress().getPort());
    List<String> script = new ArrayList<>();
    new DayScript(new DayPlan(7, RunningPlant.DATE, 2, true))
        .forEachRemaining(
            event -> {
              if (event instanceof DayEvent.Send send) {
                script.add('"' + send.message().idempotencyKey() + '"');
              }
            });
    try (RunningPlant plant = new RunningPlant(data, Optional.of(url))) {
      plant.startDay();
      await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() > script.size() / 4);
    }
    assertThat(accepted).hasSizeLessThan(script.size());
    try (RunningPlant plant = new RunningPlant(data, Optional.of(url))) {
      plant.startDay();
      await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() == script.size());
    }
    assertThat(accepted).containsExactlyInAnyOrderElementsOf(script);
    try (RunningPlant plant = new RunningPlant(data, Optional.of(url))) {
      plant.startDay();
      assertThat(plant.send("GET", "/plant/day", "").body())
          .as("a finished day is followed by the next date")
          .contains("\"date\":\"2026-11-21\"");
    }
    assertThat(wrong).isEmpty();
  }
}
