package org.millrace.adapter.tryton;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A line to Tryton that loses one call, or lets something happen just before one. */
final class LossyLine implements AutoCloseable {

  /** Where a call is lost. */
  enum Loss {
    /** Tryton never sees it. */
    REQUEST,
    /** Tryton executes it, and nobody hears of it. */
    ANSWER
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] LOGOUT =
      "{\"id\":0,\"method\":\"common.db.logout\",\"params\":[]}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Loss> losses = new ConcurrentHashMap<>();
  private final Map<String, Runnable> events = new ConcurrentHashMap<>();
  private final List<String> expiries = new CopyOnWriteArrayList<>();

  private LossyLine(HttpServer server, int port) {
    this.server = server;
    this.port = port;
  }

  static LossyLine to(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LossyLine line = new LossyLine(server, port);
      server.createContext("/", line::pass);
      server.setExecutor(line.threads);
      server.start();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Loses the next call of a method, once. */
  void lose(String method, Loss loss) {
    losses.put(method, loss);
  }

  /** Lets something happen just before the next call of a method, once. */
  void before(String method, Runnable event) {
    events.put(method, event);
  }

  /** Logs the caller out just before the next call of a method, as if the session had expired. */
  void expireBefore(String method) {
    expiries.add(method);
  }

  /** How many calls came so far. */
  int calls() {
    return seen.size();
  }

  /** How many calls of a method came so far. */
  long calls(String method) {
    return seen.stream().filter(method::equals).count();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String method = JSON.readTree(body).path("method").asString();
      seen.add(method);
      Runnable event = events.remove(method);
      if (event != null) {
        event.run();
      }
      if (expiries.remove(method)) {
        forward(exchange, LOGOUT);
      }
      Loss loss = losses.remove(method);
      if (loss == Loss.REQUEST) {
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (loss == Loss.ANSWER) {
        return;
      }
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + exchange.getRequestURI().getPath()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
