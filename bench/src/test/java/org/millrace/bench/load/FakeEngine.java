package org.millrace.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Speaks the API and delivers one after the other, with a defect that a check must find. */
final class FakeEngine implements AutoCloseable {
  enum Defect {
    NONE,
    LOSES_THE_TENTH,
    DOUBLES_THE_TENTH,
    HOLDS_THE_TENTH_BACK,
    REFUSES_THE_TENTH,
    STALLS_AT_THE_TENTH
  }

  private static final int TENTH = 10;
  private static final long STALL_MILLIS = 300;

  private final HttpServer server;
  private final ExecutorService intake = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService delivery = Executors.newSingleThreadExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final Defect defect;
  private final AtomicInteger taken = new AtomicInteger();
  private final List<byte[]> heldBack = new ArrayList<>();

  FakeEngine(int targetPort, Defect defect) throws IOException {
    this.target = URI.create("http://127.0.0.1:" + targetPort + "/deliveries");
    this.defect = defect;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(intake);
    server.createContext("/v1/operations/confirm-production", this::take);
    server.start();
  }

  URI intake() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/operations/confirm-production");
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int number = taken.incrementAndGet();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    boolean mayPost =
        "Bearer mr_test".equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && key.matches("\"m-[0-9]{9}-[0-9]{7}-[0-9]{6}\"")
            && new String(body, StandardCharsets.UTF_8).contains(key);
    boolean refuses = defect == Defect.REFUSES_THE_TENTH && number == TENTH;
    if (mayPost && !refuses) {
      delivery.execute(() -> deliver(number, body));
    }
    exchange.sendResponseHeaders(mayPost ? refuses ? 503 : 202 : 401, -1);
    exchange.close();
  }

  private void deliver(int number, byte[] body) {
    boolean tenth = number == TENTH;
    switch (defect) {
      case NONE, REFUSES_THE_TENTH -> post(body);
      case LOSES_THE_TENTH -> {
        if (!tenth) {
          post(body);
        }
      }
      case DOUBLES_THE_TENTH -> {
        post(body);
        if (tenth) {
          post(body);
        }
      }
      case HOLDS_THE_TENTH_BACK -> {
        if (tenth) {
          heldBack.add(body);
        } else {
          post(body);
          if (number > 2 * TENTH) {
            heldBack.forEach(this::post);
            heldBack.clear();
          }
        }
      }
      case STALLS_AT_THE_TENTH -> {
        if (tenth) {
          stall();
        }
        post(body);
      }
    }
  }

  private static void stall() {
    LockSupport.parkNanos(STALL_MILLIS * 1_000_000);
  }

  private void post(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    delivery.shutdownNow();
    intake.shutdownNow();
    client.shutdownNow();
  }
}
