package org.millrace.plant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.plant.json.Json;
import tools.jackson.databind.JsonNode;

/** The plant as a process of its own, killed with SIGKILL while it works. */
class KilledPlantTest {
  private static final int CLIENTS = 8;
  private static final int BEFORE_THE_KILL = 500;

  @TempDir Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private record Forked(Process process, String address) {}

  private Forked fork(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PlantMain.class.getName(),
                "--port=0",
                "--no-day",
                "--data=" + data));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(UTF_8);
    String ready = out.readLine();
    assertThat(ready).startsWith("plant ready at http://127.0.0.1:");
    return new Forked(process, ready.substring("plant ready at ".length()));
  }

  @Test
  void every_answered_posting_is_in_the_ledger_after_kill_9() throws Exception {
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    Forked first = fork();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "c" + i;
      clients.add(Thread.ofVirtual().start(() -> postUntilKilled(first.address(), name, answered)));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> answered.size() > BEFORE_THE_KILL);
    first.process().destroyForcibly().waitFor();
    for (Thread one : clients) {
      one.join();
    }

    Forked second = fork();
    try {
      List<String> kept = new ArrayList<>();
      JsonNode page;
      long since = 0;
      do {
        page = get(second.address() + "/plant/ledger/carrier?limit=10000&since=" + since);
        page.path("effects").forEach(effect -> kept.add(effect.path("key").asString()));
        since = page.path("next").asLong();
      } while (!page.path("effects").isEmpty());
      assertThat(kept).containsAll(answered).doesNotHaveDuplicates();
    } finally {
      second.process().destroy();
      assertThat(second.process().waitFor()).isEqualTo(143);
    }
  }

  @Test
  void an_attached_plant_ends_with_whoever_started_it() throws Exception {
    Forked plant = fork("--attached");
    assertThat(plant.process().isAlive()).isTrue();
    plant.process().getOutputStream().close();
    assertThat(plant.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(plant.process().exitValue()).isZero();
  }

  private void postUntilKilled(String address, String name, Queue<String> answered) {
    try {
      for (int i = 0; ; i++) {
        String shipment = name + "-" + i;
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(address + "/carrier/shipments"))
                .header("Authorization", "Bearer carrier-token")
                .POST(HttpRequest.BodyPublishers.ofString("{\"shipment\":\"" + shipment + "\"}"))
                .build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201) {
          answered.add(shipment);
        }
      }
    } catch (IOException killed) {
      // The plant is gone, as intended; what was answered until now must be kept.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    byte[] body = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    return Json.object(body).orElseThrow();
  }
}
