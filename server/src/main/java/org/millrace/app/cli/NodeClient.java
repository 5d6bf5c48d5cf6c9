package org.millrace.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millrace.app.NodeAccess;
import tools.jackson.databind.JsonNode;

/** Talks to a running node as a command does: one request, one answer. */
final class NodeClient {

  /** Longest wait for an answer; a large landscape takes a while to be read and checked. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final NodeAddress address;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  private NodeClient(NodeAddress address, String key) {
    this.address = address;
    this.key = key;
  }

  /**
   * Finds the node that options or the data folders lead to.
   *
   * @throws CommandFailure if none was announced there, or there is no key
   */
  static NodeClient of(NodeOptions options) {
    Optional<URI> url = options.url();
    if (url.isPresent()) {
      return new NodeClient(
          NodeAddress.given(url.get()),
          checked(
              options
                  .key()
                  .orElseThrow(
                      () ->
                          new CommandFailure(
                              ExitStatus.NOT_ALLOWED,
                              "A node elsewhere needs a key: set "
                                  + NodeOptions.KEY_VARIABLE
                                  + " or give --key."))));
    }
    for (Path data : options.dataFolders()) {
      Optional<NodeAccess> access = NodeAccess.of(data);
      if (access.isPresent()) {
        return new NodeClient(
            NodeAddress.announced(
                URI.create(access.get().address()), data, options.key().isEmpty()),
            checked(options.key().orElse(access.get().adminKey())));
      }
    }
    throw new CommandFailure(
        ExitStatus.NO_NODE,
        "No node runs over "
            + options.dataFolders().stream().map(Path::toString).collect(Collectors.joining(" or "))
            + ". Start one with ./millrace demo or ./millrace up, or name one with --data or"
            + " --url.");
  }

  /** A header's value; the message does not repeat it. */
  private static String checked(String key) {
    if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new CommandFailure(
          ExitStatus.NOT_ALLOWED, "The key has characters that no key has: copy it again.");
    }
    return key;
  }

  URI address() {
    return address.uri();
  }

  Answer get(String path) {
    return call(request(path).GET(), PATIENCE);
  }

  Answer delete(String path) {
    return call(request(path).DELETE(), PATIENCE);
  }

  Answer post(String path, JsonNode body) {
    return post(path, Json.bytes(body), "application/json", Map.of());
  }

  Answer post(String path, byte[] body, String type, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", type);
    headers.forEach(request::header);
    return call(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)), PATIENCE);
  }

  /** A query: names and values in turn. */
  static String query(List<Map.Entry<String, String>> parameters) {
    return parameters.stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.uri() + path))
        .header("Authorization", "Bearer " + key);
  }

  private Answer call(HttpRequest.Builder request, Duration patience) {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(address, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw address.silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.NOT_YET, "Interrupted before the node had answered.");
    }
  }
}
