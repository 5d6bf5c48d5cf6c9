package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.bench.engine.EngineFailure;

class SendersTest {
  @TempDir private Path folder = Path.of("");
  private final EffectComparison comparison = new EffectComparison();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int refusal = 503;
  private HttpServer node = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start_a_node_that_fails_every_third_request() {
    node.createContext("/", this::answer);
    node.start();
  }

  @AfterEach
  void stop_it() {
    node.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    int number = requests.incrementAndGet();
    if (number % 6 == 0) {
      throw new IOException("the connection is cut after the request was read");
    }
    exchange.sendResponseHeaders(number % 3 == 0 ? refusal : 202, -1);
    exchange.close();
  }

  @Test
  void a_message_without_a_promise_goes_again_under_its_key_before_the_next_one()
      throws IOException, InterruptedException {
    try (AcceptedLog accepted = log();
        Senders senders = senders(accepted)) {
      await().until(() -> accepted.count() >= 10);
      senders.finish(10);
      assertThat(senders.repeated()).isPositive();
      assertThat(comparison.verdict().accepted()).isEqualTo(accepted.count());
      assertThat(Files.readAllLines(folder.resolve("accepted.txt")))
          .hasSize((int) accepted.count())
          .startsWith("wms/PO-00000 1", "wms/PO-00000 2", "wms/PO-00000 3");
    }
    assertThat(keys)
        .startsWith(
            "\"move-stock/PO-00000/1\"",
            "\"move-stock/PO-00000/2\"",
            "\"move-stock/PO-00000/3\"",
            "\"move-stock/PO-00000/3\"",
            "\"move-stock/PO-00000/4\"");
  }

  @Test
  void a_refusal_ends_the_run_with_the_answer() throws IOException {
    refusal = 422;
    try (AcceptedLog accepted = log();
        Senders senders = senders(accepted)) {
      await()
          .untilAsserted(
              () -> assertThatThrownBy(senders::check).isInstanceOf(EngineFailure.class));
      assertThatThrownBy(senders::check).hasMessageContaining("move-stock/PO-00000/3");
    }
  }

  private AcceptedLog log() throws IOException {
    return new AcceptedLog(folder.resolve("accepted.txt"), comparison);
  }

  private Senders senders(AcceptedLog accepted) {
    URI intake = URI.create("http://127.0.0.1:" + node.getAddress().getPort() + "/");
    Senders senders = new Senders(accepted, posting -> new NodeClient(intake, "mr_test"));
    senders.start(Posting.MOVE_STOCK, 1, Pacer.unlimited());
    return senders;
  }
}
