package org.millrace.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.app.NodeAccess;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to a running node as a command does: one request, one answer. */
final class NodeClient {

  private static final Duration PATIENCE = Duration.ofSeconds(70);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String address;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private NodeClient(String address, String key) {
    this.address = address;
    this.key = key;
  }

  /** An answer of the node. */
  record Answer(int status, JsonNode body) {

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** The answer's body, or a failure that says in the node's own words why not. */
    JsonNode good() {
      if (isGood()) {
        return body;
      }
      StringBuilder text = new StringBuilder(body.path("detail").asString("HTTP " + status));
      for (JsonNode error : body.path("errors")) {
        text.append("\n  ").append(error.path("pointer").asString(error.path("file").asString("")));
        text.append(": ").append(error.path("message").asString(""));
      }
      throw new CommandFailure(text.toString());
    }
  }

  /** Finds the node that options or the data folders lead to. */
  static NodeClient of(NodeOptions options) {
    if (options.url().isPresent()) {
      String key =
          options
              .key()
              .orElseThrow(
                  () -> new CommandFailure("--url needs a key: set MILLRACE_KEY or --key"));
      return new NodeClient(options.url().get(), key);
    }
    for (Path data : options.dataFolders()) {
      Optional<NodeAccess> access = NodeAccess.of(data);
      if (access.isPresent()) {
        return new NodeClient(
            access.get().address(), options.key().orElse(access.get().adminKey()));
      }
    }
    throw new CommandFailure(
        "No node runs over "
            + String.join(" or ", options.dataFolders().stream().map(Path::toString).toList())
            + "; start one with ./millrace demo or ./millrace up, or name it with --url.");
  }

  String address() {
    return address;
  }

  Answer get(String path) {
    return call(request(path).GET().build());
  }

  Answer delete(String path) {
    return call(request(path).DELETE().build());
  }

  Answer post(String path, JsonNode body) {
    return post(path, JSON.writeValueAsBytes(body), "application/json", Map.of());
  }

  Answer post(String path, byte[] body, String type, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", type);
    headers.forEach(request::header);
    return call(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private Answer call(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), parsed(response.body()));
    } catch (IOException e) {
      throw new CommandFailure(
          "The node at " + address + " does not answer (" + e + "); does it still run?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Reads a file, or the standard input for {@code -}. */
  static byte[] read(String file) {
    try {
      return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new CommandFailure("Cannot read " + file + ": " + e.getMessage());
    }
  }

  static void print(JsonNode json) {
    System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  static JsonNode object(Map<String, Object> fields) {
    return JSON.valueToTree(fields);
  }

  static List<JsonNode> items(JsonNode list) {
    return list.path("items").valueStream().toList();
  }
}
