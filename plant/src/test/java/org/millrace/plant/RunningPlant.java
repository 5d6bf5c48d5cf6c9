package org.millrace.plant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.millrace.plant.day.DayPlan;
import org.millrace.plant.json.Json;
import org.millrace.plant.outbox.ApiKeys;
import org.millrace.plant.outbox.Backoff;
import tools.jackson.databind.node.ObjectNode;

/** A plant in this process on ports that the kernel picks, and a client for it. */
final class RunningPlant implements AutoCloseable {
  static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  static final String MOVEMENT =
      """
      {"movement":"M1","material":"FG-1000","quantity":5,"unit":"PCE","order":"O1","sequence":1,
       "postingDate":"2026-11-20","reference":"R1"}\
      """;

  private final Plant plant;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningPlant(Path data) throws Exception {
    this(data, Optional.empty());
  }

  RunningPlant(Path data, Optional<URI> millrace) throws Exception {
    this(data, millrace, false);
  }

  RunningPlant(Path data, Optional<URI> millrace, boolean everyDay) throws Exception {
    plant = new Plant(settings(data, millrace, everyDay), InstantSource.system());
    plant.start();
  }

  private static PlantSettings settings(Path data, Optional<URI> millrace, boolean everyDay) {
    return new PlantSettings(
        "127.0.0.1",
        0,
        Map.of("wms", 0),
        data,
        7,
        millrace,
        new ApiKeys("plant-key", Map.of("carrier", "carrier-key")),
        new DayPlan(7, DATE, 2, true),
        everyDay,
        36_000,
        1000,
        new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)),
        Duration.ofMinutes(5));
  }

  int port() {
    return plant.port();
  }

  int wmsPort() {
    return plant.port("wms").orElseThrow();
  }

  void startDay() {
    plant.startDay();
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> erp(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body, "Authorization", "Bearer erp-static-token");
  }

  ObjectNode erpGet(String path) throws IOException, InterruptedException {
    return json(send("GET", path, "", "Authorization", "Bearer erp-static-token"));
  }

  void fault(String spec) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "/plant/faults", spec);
    if (response.statusCode() != 201) {
      throw new AssertionError(response.body());
    }
  }

  long effects(String system) throws IOException, InterruptedException {
    return json(send("GET", "/plant/ledger/" + system + "/summary", "")).path("count").asLong();
  }

  static ObjectNode json(HttpResponse<String> response) {
    return Json.object(response.body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new AssertionError("No JSON object: " + response.body()));
  }

  @Override
  public void close() throws IOException {
    try {
      client.close();
      plant.stop();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
