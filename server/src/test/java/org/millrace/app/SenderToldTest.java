package org.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A sender is told the outcome, even if its receiver is out and the node is killed meanwhile. */
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before any test
class SenderToldTest {

  private static final byte[] KEY =
      "a-secret-of-thirty-two-characters".getBytes(StandardCharsets.UTF_8);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile int receiverAnswers = 503;
  private HttpServer server;
  private NodeProcess node;

  private record Told(String id, String timestamp, String signature, String body) {}

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/erp", exchange -> answer(exchange, 200, "{\"document\":\"D-1\"}"));
    server.createContext("/told", this::receive);
    server.start();
    Path landscape = folder.resolve("landscape");
    write(landscape);
    node =
        new NodeProcess(
                folder.resolve("data"),
                landscape,
                "test",
                Map.of("WEBHOOK_SECRET", "whsec_" + Base64.getEncoder().encodeToString(KEY)))
            .start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.stop();
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    told.add(
        new Told(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            body));
    answer(exchange, receiverAnswers, "");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void write(Path landscape) throws IOException {
    Map<String, String> files =
        Map.of(
            "landscape.yaml",
            "landscape: told",
            "environments/test.yaml",
            "credentials: {operator-webhooks: {secret: {env: WEBHOOK_SECRET}}}",
            "systems/operator.yaml",
            """
            system: operator
            kind: MES
            adapter: none
            callbacks: {credential: operator-webhooks, destinations: ["%s/told"]}
            """
                .formatted(url()),
            "systems/erp.yaml",
            """
            system: erp
            kind: ERP
            adapter: http
            destinations: [127.0.0.1]
            connection: {url: "%s/erp"}
            idempotency: unique-number
            operations: {post-order: {path: /orders, reference: response.document}}
            """
                .formatted(url()),
            "contracts/order/contract.yaml",
            "contract: order",
            "contracts/order/1.0.0.schema.json",
            "{\"type\": \"object\", \"required\": [\"number\"]}",
            "flows/order.yaml",
            """
            flow: order
            accepts: order@1
            key: number
            order: none
            deliver: [{to: erp, operation: post-order}]
            """);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = landscape.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private JsonNode webhook(String message) {
    JsonNode callback = node.get("/v1/messages/" + message).body().path("callback");
    assertThat(callback.path("endpoint").asString("")).isEqualTo(url() + "/told");
    return callback.path("webhooks").path(0);
  }

  @Test
  void a_kill_between_two_tries_loses_no_webhook() throws Exception {
    NodeProcess.Answer accepted =
        node.post("order", "{\"number\": \"A-1\"}", "Millrace-Callback", url() + "/told/A-1");
    assertThat(accepted.status()).isEqualTo(202);
    String message = accepted.body().path("id").asString("");
    await()
        .atMost(PATIENCE)
        .until(() -> webhook(message).path("detail").asString("").equals("answered 503"));
    assertThat(webhook(message).path("state").asString("")).isEqualTo("due");
    JsonNode endpoint = node.get("/v1/webhooks").body().path("items").path(0);
    assertThat(endpoint.path("health").asString("")).isEqualTo("failing");

    node.kill();
    receiverAnswers = 204;
    node.start();
    await()
        .atMost(PATIENCE)
        .until(() -> webhook(message).path("state").asString("").equals("delivered"));

    assertThat(told).hasSizeGreaterThan(1);
    assertThat(told).extracting(Told::id).containsOnly(message + ":completed");
    assertThat(told).extracting(Told::body).containsOnly(told.getLast().body());
    assertThat(told).allMatch(SenderToldTest::isSigned);
    JsonNode body = NodeProcess.JSON.readTree(told.getLast().body());
    assertThat(body.path("type").asString("")).isEqualTo("message.completed");
    assertThat(body.path("data")).isEqualTo(node.get("/v1/jobs/" + message).body());
    assertThat(body.path("data").path("business").asString("")).isEqualTo("confirmed");
    assertThat(node.get("/v1/webhooks").body().path("items").path(0).path("health").asString(""))
        .isEqualTo("ok");
  }

  @Test
  void a_message_with_an_undeclared_callback_is_not_taken() {
    NodeProcess.Answer refused =
        node.post("order", "{\"number\": \"A-2\"}", "Millrace-Callback", url() + "/elsewhere");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("type").asString("")).endsWith("/callback-refused");
    assertThat(refused.body().path("detail").asString("")).contains("systems/operator.yaml");
    assertThat(node.message("A-2").isMissingNode()).isTrue();
  }

  private static boolean isSigned(Told one) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      String signed = one.id() + "." + one.timestamp() + "." + one.body();
      String expected =
          Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      return one.signature().equals("v1," + expected);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
