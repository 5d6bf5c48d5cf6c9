package org.millrace.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that takes every document, or refuses them for a reason. */
final class Erp implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger documents = new AtomicInteger(4_700);
  private volatile Optional<String> refusal = Optional.empty();
  private volatile String received = "";

  Erp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The document that came last. */
  String received() {
    return received;
  }

  /** From now on, for a reason such as {@code closed-period}. */
  void refuse(String code) {
    refusal = Optional.of(code);
  }

  void accept() {
    refusal = Optional.empty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<String> code = refusal;
    String body =
        code.map(
                c ->
                    "{\"error\":{\"code\":\"%s\",\"message\":\"This is refused: %<s.\"}}"
                        .formatted(c))
            .orElseGet(() -> "{\"document\":\"%d\"}".formatted(documents.incrementAndGet()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code.isPresent() ? 422 : 201, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
