package org.millrace.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  record Answer(int status, JsonNode body) {}

  NodeProcess start() throws IOException {
    Files.deleteIfExists(data.resolve(NodeFolder.ADDRESS));
    Files.createDirectories(data);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.millrace.app.Main", "up", "--port", "0"));
    command.addAll(List.of("--data", data.toString(), "--landscape", landscape.toString()));
    command.addAll(List.of("--environment", environment));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("node.log").toFile()));
    Process started = builder.start();
    process = started;
    await()
        .atMost(READY)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !started.isAlive() || isReady());
    if (!started.isAlive()) {
      throw new IllegalStateException(
          "the node did not start: " + Files.readString(data.resolve("node.log")));
    }
    return this;
  }

  /** Ends it as a power failure would. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  Answer post(String operation, String document, String... headers) {
    HttpRequest.Builder request =
        request("/v1/operations/" + operation)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  Answer command(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** The message with a business key, as the list shows it. */
  JsonNode message(String businessKey) {
    List<JsonNode> items =
        get("/v1/messages?q=" + businessKey).body().path("items").valueStream().toList();
    return items.isEmpty() ? JSON.missingNode() : items.getFirst();
  }

  /** What it wrote so far, a line each. */
  List<String> log() {
    try {
      return Files.readAllLines(data.resolve("node.log"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
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
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      return new Answer(
          response.statusCode(), body.isBlank() ? JSON.missingNode() : JSON.readTree(body));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it as Ctrl-C would, the database included. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.waitFor();
    }
  }
}
