package org.millrace.bench.peers;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;

/** HTTP for the engines that bring none: the budget probe's server, on virtual threads. */
final class Front {

  /** Makes a message durable before it returns. */
  @FunctionalInterface
  interface Acceptor {
    /** Whether the message was new. */
    boolean accept(String idempotencyKey, String body);
  }

  private static final int BACKLOG = 1024;
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

  private Front() {}

  static void open(int port, Acceptor acceptor) {
    WebServer.builder()
        .host("127.0.0.1")
        .port(port)
        .backlog(BACKLOG)
        .routing(
            routing ->
                routing.post(
                    Job.PATH,
                    (request, response) -> {
                      String key = request.headers().get(IDEMPOTENCY_KEY).get();
                      boolean fresh = acceptor.accept(key, request.content().as(String.class));
                      response
                          .status(Status.ACCEPTED_202)
                          .header(HeaderNames.CONTENT_TYPE, "application/json");
                      response.send("{\"status\":\"" + (fresh ? "accepted" : "duplicate") + "\"}");
                    }))
        .build()
        .start();
  }
}
