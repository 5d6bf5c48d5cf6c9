package org.millrace.plant.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.plant.json.Json;

class MillraceCourierTest {

  @ParameterizedTest
  @CsvSource({
    "202, {}, Accepted",
    "422, {\"type\":\"/problems/contract-violation\"}, Refused",
    "404, {\"type\":\"/problems/unknown-operation\"}, Refused",
    "404, not found, TryAgain",
    "401, {}, TryAgain",
    "503, {}, TryAgain",
  })
  void only_what_tells_for_certain_that_it_is_not_wanted_ends_the_resending(
      int status, String body, String outcome) throws Exception {
    HttpServer millrace = answering(status, body);
    try {
      URI address = URI.create("http://127.0.0.1:" + millrace.getAddress().getPort());
      SendOutcome said = new MillraceCourier(address, ApiKeys.of("key")).send(message());
      assertThat(said.getClass().getSimpleName()).isEqualTo(outcome);
    } finally {
      millrace.stop(0);
    }
  }

  private static HttpServer answering(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static BusinessMessage message() {
    return new BusinessMessage("confirm", "mes", "k", "order", "k", null, Json.object());
  }
}
