package org.millrace.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node as a process of its own, so that it can be killed; spoken to over HTTP like by anybody.
 */
final class NodeProcess {

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration READY = Duration.ofSeconds(90);

  private final Path data;
  private final Path landscape;
  private final String environment;
  private final Map<String, String> variables;
  private final List<String> options;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable Process process;

  NodeProcess(Path data, Path landscape, String environment, Map<String, String> variables) {
    this(data, landscape, environment, variables, List.of());
  }

  /**
   * @param options of the Java machine
   */
  NodeProcess(
      Path data,
      Path landscape,
      String environment,
      Map<String, String> variables,
      List<String> options) {
    this.data = data;
    this.landscape = landscape;
    this.environment = environment;
    this.variables = Map.copyOf(variables);
    this.options = List.copyOf(options);
  }

  record Answer(int status, JsonNode body, HttpHeaders headers) {

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** A node over a fresh data folder. */
  static NodeProcess over(Path folder, Path landscape) throws IOException {
    return new NodeProcess(folder.resolve("data"), landscape, TestLandscape.ENVIRONMENT, Map.of())
        .start();
  }

  NodeProcess start() throws IOException {
    Files.deleteIfExists(data.resolve(NodeFolder.ADDRESS));
    Files.createDirectories(data);
    List<String> up = new ArrayList<>(List.of("up", "--port", "0"));
    up.addAll(List.of("--data", data.toString(), "--landscape", landscape.toString()));
    up.addAll(List.of("--environment", environment));
    ProcessBuilder builder = new ProcessBuilder(Cli.command(options, up));
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("node.log").toFile()));
    Process started = builder.start();
    process = started;
    try {
      await()
          .atMost(READY)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !started.isAlive() || isReady());
    } catch (ConditionTimeoutException e) {
      started.destroyForcibly();
      throw new IllegalStateException("the node did not get ready: " + String.join("\n", log()), e);
    }
    if (!started.isAlive()) {
      throw new IllegalStateException("the node did not start: " + String.join("\n", log()));
    }
    return this;
  }

  Path data() {
    return data;
  }

  /** Ends it as a power failure would. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  Answer post(String operation, String document, String... headers) {
    return send(posting("/v1/operations/" + operation, document, headers));
  }

  private HttpRequest posting(String path, String document, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  Answer command(String path, String body) {
    return send(posting(path, body));
  }

  /** A page for people. */
  String page(String path) {
    return exchange(request(path).GET().build()).body();
  }

  Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** The state of the message with a business key; empty if it is not there or cannot be read. */
  String state(String businessKey) {
    return message(businessKey).path("state").asString("");
  }

  /** The message with a business key, as the list shows it. */
  JsonNode message(String businessKey) {
    return get("/v1/messages?q=" + businessKey)
        .body()
        .path("items")
        .valueStream()
        .filter(item -> item.path("businessKey").asString("").equals(businessKey))
        .findFirst()
        .orElseGet(JSON::missingNode);
  }

  /** What it wrote so far, a line each. */
  List<String> log() {
    try {
      return Files.readAllLines(data.resolve("node.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    try {
      return Files.exists(data.resolve(NodeFolder.ADDRESS)) && get("/health/ready").status() == 200;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    NodeAccess access =
        NodeAccess.of(data).orElseThrow(() -> new IllegalStateException("no node over " + data));
    return HttpRequest.newBuilder(URI.create(access.address() + path))
        .timeout(Duration.ofSeconds(70))
        .header("Authorization", "Bearer " + access.adminKey());
  }

  private Answer send(HttpRequest request) {
    HttpResponse<String> response = exchange(request);
    String body = response.body();
    return new Answer(
        response.statusCode(),
        body.isBlank() ? JSON.missingNode() : JSON.readTree(body),
        response.headers());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Tells it to stop, as a service manager would. */
  void terminate() {
    running().destroy();
  }

  /** Its exit status, once it has ended; waits at most as long as a stop may take. */
  int ended() throws InterruptedException {
    if (!running().waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the node has not ended within 30 s: " + String.join("\n", log()));
    }
    return running().exitValue();
  }

  /** Stops it with its database. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.waitFor();
    }
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("the node was not started");
    }
    return running;
  }
}
