package org.millrace.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.millrace.bench.engine.EngineFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the node or the plant as their users do. Thread-safe. */
final class NodeApi {

  static final JsonMapper JSON = new JsonMapper();

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final URI address;
  private final String bearer;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What came back. */
  record Answer(int status, String text) {

    JsonNode json() {
      return JSON.readTree(text);
    }

    /** The body of an answer that says yes. */
    JsonNode good() {
      if (status < 200 || status > 299) {
        throw new EngineFailure("answered " + status + ": " + text);
      }
      return json();
    }
  }

  NodeApi(URI address, String bearer) {
    this.address = address;
    this.bearer = bearer;
  }

  /** With the key of whoever may read the node's data folder. */
  static NodeApi ofOperator(URI address, Path data) throws IOException {
    return new NodeApi(address, Files.readString(data.resolve("admin.key")).strip());
  }

  /** The same node with another key, made for a name. */
  NodeApi as(String name, String... rights) throws IOException, InterruptedException {
    JsonNode made = post("/v1/keys", Map.of("system", name, "may", rights)).good();
    return new NodeApi(address, made.path("key").stringValue());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of());
  }

  Answer post(String path, Object body) throws IOException, InterruptedException {
    return send("POST", path, JSON.writeValueAsString(body), Map.of());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "", Map.of());
  }

  Answer send(String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.body());
  }
}
