package org.millrace.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A target that takes confirmations and remembers the trace they came in. It refuses the order
 * {@code CLOSED}, and says of the order {@code VAGUE} nothing that can be understood.
 */
final class ConfirmingErp implements AutoCloseable {

  /** By correlation id. */
  private final Map<String, String> traceparents = new ConcurrentHashMap<>();

  private final HttpServer server;

  ConfirmingErp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/confirmations", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      traceparents.put(
          exchange.getRequestHeaders().getFirst("Correlation-Id"),
          String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
      boolean refused = body.contains("CLOSED");
      String state = body.contains("VAGUE") ? "vague" : "1";
      byte[] answer = ("{\"state\": \"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(refused ? 422 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** What a message came with, by its correlation id; empty if it did not come. */
  String traceparent(String correlationId) {
    return traceparents.getOrDefault(correlationId, "");
  }

  /** A landscape with a flow to this target, as a folder of its own. */
  Path landscape(Path folder) throws IOException {
    Path from = Path.of("src/test/resources/landscapes/traced");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Files.writeString(
        folder.resolve("environments/test.yaml"),
        "values:\n  erp.url: http://127.0.0.1:" + server.getAddress().getPort() + "\n");
    return folder;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
