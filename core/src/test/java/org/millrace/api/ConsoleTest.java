package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;

/** Sessions, what browsers may be tricked into, live events, stopping. */
@ExtendWith(TestDatabase.class)
class ConsoleTest {

  private static final String HOLD = "/v1/systems/erp/hold";
  private static final String REASON = "{\"reason\": \"month end\"}";

  private final Jdbi jdbi;
  private final Path folder;
  private final Node node;
  private final String key;

  ConsoleTest(Jdbi jdbi, @TempDir Path folder) {
    this.jdbi = jdbi;
    this.folder = folder;
    node = new Node(jdbi, folder);
    key = node.key("read", "operate");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private HttpRequest.Builder signIn(Node at, String with) {
    return at.request("POST", "/v1/session", "", "{\"key\": \"" + with + "\"}")
        .header("Millrace-Console", "1");
  }

  private String cookie() {
    String header = node.send(signIn(node, key)).headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  @Test
  void a_session_acts_as_a_person_until_it_is_closed() {
    String cookie = cookie();
    HttpResponse<String> who =
        node.send(node.request("GET", "/v1/session", "", "").header("Cookie", cookie));
    assertThat(json(who).path("name").stringValue()).isEqualTo("mes");
    assertThat(json(who).path("may").toString()).isEqualTo("[\"operate\",\"read\"]");
    HttpResponse<String> held =
        node.send(
            node.request("POST", HOLD, "", REASON)
                .header("Cookie", cookie)
                .header("Millrace-Console", "1")
                .header("Origin", "http://127.0.0.1:" + node.port()));
    assertThat(held.statusCode()).isEqualTo(200);
    assertThat(node.commands).containsExactly("hold erp by person:mes: month end");
    HttpResponse<String> closed =
        node.send(
            node.request("DELETE", "/v1/session", "", "")
                .header("Cookie", cookie)
                .header("Millrace-Console", "1"));
    assertThat(closed.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    assertProblem(
        node.send(node.request("GET", "/v1/session", "", "").header("Cookie", cookie)),
        401,
        "unauthenticated");
  }

  @Test
  void a_cross_site_change_by_cookie_is_403() {
    String cookie = cookie();
    assertProblem(
        node.send(node.request("POST", HOLD, "", REASON).header("Cookie", cookie)),
        403,
        "cross-site");
    for (String[] header :
        new String[][] {
          {"Origin", "http://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}
        }) {
      assertProblem(
          node.send(
              node.request("POST", HOLD, "", REASON)
                  .header("Cookie", cookie)
                  .header("Millrace-Console", "1")
                  .header(header[0], header[1])),
          403,
          "cross-site");
    }
    assertProblem(node.post("/v1/session", "", "{\"key\": \"" + key + "\"}"), 403, "cross-site");
    assertThat(node.commands).isEmpty();
  }

  @Test
  void the_cookie_is_out_of_scripts_reach_and_bound_to_the_host_over_tls() {
    String plain = node.send(signIn(node, key)).headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(plain).contains("; HttpOnly; SameSite=Strict", "; Path=/;").doesNotContain("Secure");
    try (Node tls = new Node(jdbi, folder, true)) {
      String sameKey = tls.key("read");
      HttpResponse<String> answer = tls.send(signIn(tls, sameKey));
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .startsWith("__Host-millrace=")
          .endsWith("; HttpOnly; SameSite=Strict; Secure");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  @Test
  void signing_in_renews_the_session_and_a_planted_one_is_worth_nothing() {
    String first = cookie();
    HttpResponse<String> again = node.send(signIn(node, key).header("Cookie", first));
    String second = again.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(second).doesNotStartWith(first);
    assertProblem(
        node.send(node.request("GET", "/v1/session", "", "").header("Cookie", first)),
        401,
        "unauthenticated");
    assertProblem(
        node.send(node.request("GET", "/v1/session", "", "").header("Cookie", "millrace=planted")),
        401,
        "unauthenticated");
  }

  @Test
  void a_session_dies_with_its_key() {
    String cookie = cookie();
    node.access.keyRing().revoke(key.substring(3, 11));
    assertProblem(
        node.send(node.request("GET", "/v1/cases", "", "").header("Cookie", cookie)),
        401,
        "unauthenticated");
  }

  @Test
  void guessing_is_throttled_in_the_same_words() {
    String unknown = "mr_aaaaaaaa_" + "A".repeat(43);
    String wrong = key.substring(0, 12) + "A".repeat(43);
    String first = json(node.send(signIn(node, unknown))).path("detail").stringValue();
    assertThat(json(node.send(signIn(node, wrong))).path("detail").stringValue()).isEqualTo(first);
    for (int i = 0; i < 8; i++) {
      assertProblem(node.send(signIn(node, wrong)), 401, "unauthenticated");
    }
    HttpResponse<String> throttled = node.send(signIn(node, key));
    assertProblem(throttled, 429, "quota-exceeded");
    assertThat(throttled.headers().firstValue("Retry-After")).contains("61");
    assertThat(node.get("/v1/cases", key).statusCode()).isEqualTo(200);
  }

  @Test
  void events_tell_what_changes() throws Exception {
    String head = "GET /v1/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n";
    var id = node.journal.message("PO-1", "PO-1");
    CompletableFuture<String> events =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return node.raw(head, "event: messages");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              node.monitoring.feed().changed(id);
              return events.isDone();
            });
    assertThat(events.get())
        .contains("text/event-stream", "event: systems\ndata: {\"items\":[", "event: summary\n")
        .contains("event: cases\ndata: {\"open\":0}");
  }

  @Test
  void a_stream_ends_when_its_key_is_revoked() throws IOException {
    String head = "GET /v1/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n";
    String all =
        node.raw(
            head,
            "event: cases",
            () -> {
              node.access.keyRing().revoke(key.substring(3, 11));
              node.clock.pass(A_SECOND);
            },
            "\r\n0\r\n\r\n");
    assertThat(all).startsWith("HTTP/1.1 200").endsWith("\r\n0\r\n\r\n");
  }

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @Test
  void a_stop_answers_what_is_in_flight_and_ends_streams() throws Exception {
    String poster = node.key("post:*");
    var started = new java.util.concurrent.CountDownLatch(1);
    var release = new java.util.concurrent.CountDownLatch(1);
    node.intake =
        request -> {
          started.countDown();
          try {
            release.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return node.accept(request);
        };
    CompletableFuture<HttpResponse<String>> inFlight =
        CompletableFuture.supplyAsync(
            () -> node.post("/v1/operations/confirm-production", poster, "{}"));
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(node::stop);
    Awaitility.await().until(() -> node.monitoring.feed().isClosed());
    release.countDown();
    assertThat(inFlight.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    stopping.get(10, TimeUnit.SECONDS);
  }
}
