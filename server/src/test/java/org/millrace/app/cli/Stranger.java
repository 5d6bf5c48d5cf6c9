package org.millrace.app.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Something that speaks HTTP and answers everything alike. */
final class Stranger implements AutoCloseable {

  private final HttpServer server;

  Stranger(int status, String type, String body, Map<String, String> headers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** A node that answers every call with one problem. */
  static Stranger problem(int status, String type, Map<String, String> headers) {
    return new Stranger(
        status,
        "application/problem+json",
        "{\"type\":\"/problems/%s\",\"status\":%d,\"detail\":\"Told by a test.\",\"correlationId\":\"c-1\"}"
            .formatted(type, status),
        headers);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
