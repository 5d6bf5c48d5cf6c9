package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.AllowList;
import org.millrace.adapter.http.HttpResult.Answer;
import org.millrace.adapter.http.HttpResult.NoAnswer;
import org.millrace.adapter.http.HttpResult.NotSent;

@Timeout(30)
class HttpCallerTest {

  private static final Duration AMPLE = Duration.ofSeconds(10);
  private static final String SECRET = "s3cret-value-1";

  private final HttpCaller caller = caller(4, List.of("127.0.0.0/8"));

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void a_complete_answer_is_an_answer_with_everything_on_record() {
    try (RawServer peer = RawServer.answering(RawServer.json(201, "{\"document\":\"4711\"}"))) {
      Answer answer = answer(call(peer, "/orders"));
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.body().text()).isEqualTo("{\"document\":\"4711\"}");
      assertThat(answer.header("content-type")).contains("application/json");
      assertThat(answer.record().request())
          .startsWith("POST " + peer.url() + "/orders HTTP/1.1\n")
          .contains("{\"quantity\":1}");
      assertThat(answer.record().response()).startsWith("HTTP/1.1 201").contains("4711");
      assertThat(answer.record().took()).isPositive();
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_peer_that_reads_and_closes_leaves_it_unknown_and_gets_it_once() {
    try (RawServer peer = RawServer.start(RawServer.Client::read)) {
      assertThat(call(peer, "/")).isInstanceOf(NoAnswer.class);
      assertThat(peer.requests()).hasSize(1);
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_peer_that_reads_and_resets_leaves_it_unknown_and_gets_it_once() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.reset();
            })) {
      assertThat(call(peer, "/")).isInstanceOf(NoAnswer.class);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void half_a_body_leaves_it_unknown() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"docum");
            })) {
      assertThat(call(peer, "/"))
          .isInstanceOfSatisfying(
              NoAnswer.class, e -> assertThat(e.code()).isEqualTo("answer-broken-off"));
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void half_a_head_leaves_it_unknown() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le");
            })) {
      assertThat(call(peer, "/"))
          .isInstanceOfSatisfying(
              NoAnswer.class, e -> assertThat(e.code()).isEqualTo("answer-broken-off"));
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void silence_ends_at_the_deadline() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.hang();
            })) {
      long started = System.nanoTime();
      HttpResult result = call(caller, request(peer, "/"), AMPLE, Duration.ofMillis(300));
      assertThat(result)
          .isInstanceOfSatisfying(
              NoAnswer.class, e -> assertThat(e.code()).isEqualTo("answer-timeout"));
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }
  }

  @Test
  void a_dripping_answer_ends_at_the_deadline() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (true) {
                client.write("x");
                Thread.sleep(20);
              }
            })) {
      HttpResult result = call(caller, request(peer, "/"), AMPLE, Duration.ofMillis(300));
      assertThat(result)
          .isInstanceOfSatisfying(
              NoAnswer.class, e -> assertThat(e.code()).isEqualTo("answer-timeout"));
      assertThat(result.record().took()).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void a_large_answer_is_cut_and_not_read_to_its_end() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
              String chunk = "x".repeat(1 << 20);
              for (int i = 0; i < 50; i++) {
                client.write(chunk);
              }
            })) {
      Answer answer = answer(call(peer, "/"));
      assertThat(answer.cut()).isTrue();
      assertThat(answer.body().bytes()).hasSize(HttpCaller.MOST_ANSWER);
      assertThat(answer.record().response().length()).isLessThan(40_000);
    }
  }

  @Test
  void redirects_are_not_followed() {
    try (RawServer peer =
        RawServer.answering(
            "HTTP/1.1 307 Elsewhere\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(answer(call(peer, "/")).status()).isEqualTo(307);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void nobody_listening_is_not_sent() {
    RawServer gone = RawServer.answering("");
    gone.close();
    assertThat(call(gone, "/"))
        .isInstanceOfSatisfying(
            NotSent.class,
            e -> {
              assertThat(e.code()).isEqualTo("connection-refused");
              assertThat(e.outage()).isTrue();
            });
  }

  @Test
  void an_unknown_name_is_not_sent() {
    assertThat(call(caller, request(URI.create("http://nowhere.invalid/")), AMPLE, AMPLE))
        .isInstanceOfSatisfying(
            NotSent.class, e -> assertThat(e.code()).isEqualTo("name-not-found"));
  }

  @Test
  void a_peer_that_speaks_no_tls_is_not_sent() {
    try (RawServer peer = RawServer.answering("what?\r\n\r\n")) {
      URI uri = URI.create("https://127.0.0.1:" + peer.port() + "/");
      assertThat(call(caller, request(uri), Duration.ofSeconds(2), Duration.ofSeconds(2)))
          .isInstanceOf(NotSent.class);
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void loopback_is_refused_under_every_name_unless_listed() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"));
        HttpCaller strict = caller(1, List.of())) {
      for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]")) {
        URI uri = URI.create("http://" + host + ":" + peer.port() + "/");
        assertThat(call(strict, request(uri), AMPLE, AMPLE))
            .as(host)
            .isInstanceOfSatisfying(
                NotSent.class, e -> assertThat(e.code()).isEqualTo("address-refused"));
      }
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void after_its_deadline_nothing_is_sent() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"))) {
      assertThat(call(caller, request(peer, "/"), Duration.ofMillis(-1), AMPLE))
          .isInstanceOfSatisfying(
              NotSent.class, e -> assertThat(e.code()).isEqualTo("send-deadline"));
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void waiting_for_a_connection_beyond_the_send_deadline_is_not_sent()
      throws InterruptedException, ExecutionException {
    CountDownLatch busy = new CountDownLatch(1);
    try (RawServer peer =
            RawServer.start(
                client -> {
                  client.read();
                  busy.countDown();
                  client.hang();
                });
        HttpCaller one = caller(1, List.of("127.0.0.1"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResult> first =
          threads.submit(() -> call(one, request(peer, "/1"), AMPLE, Duration.ofSeconds(2)));
      busy.await();
      assertThat(call(one, request(peer, "/2"), Duration.ofMillis(200), AMPLE))
          .isInstanceOfSatisfying(
              NotSent.class, e -> assertThat(e.code()).isEqualTo("send-deadline"));
      assertThat(first.get()).isInstanceOf(NoAnswer.class);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_kept_connection_that_the_peer_closed_is_noticed_before_writing() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write(RawServer.json(200, "{}"));
            })) {
      for (int i = 1; i <= 5; i++) {
        assertThat(call(peer, "/" + i)).isInstanceOf(Answer.class);
        assertThat(peer.requests()).hasSize(i);
      }
    }
  }

  @Test
  void a_kept_connection_that_breaks_under_a_request_is_unknown() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write(RawServer.json(200, "{}"));
              client.read();
              client.reset();
            })) {
      assertThat(call(peer, "/1")).isInstanceOf(Answer.class);
      assertThat(call(peer, "/2")).isInstanceOf(NoAnswer.class);
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(peer.requests()).hasSize(2);
    }
  }

  @Test
  void connections_are_used_again() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"))) {
      for (int i = 0; i < 20; i++) {
        assertThat(call(peer, "/" + i)).isInstanceOf(Answer.class);
      }
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void secrets_are_neither_recorded_nor_taken_back() {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write(RawServer.json(400, "{\"you-sent\":\"Bearer " + SECRET + "\"}"));
            })) {
      HttpCall call =
          new HttpCall(
              "GET",
              URI.create(peer.url()),
              List.of(
                  new HttpField("Authorization", "Bearer " + SECRET),
                  new HttpField("X-Plant-Key", "other-secret")),
              Optional.empty(),
              Set.of("x-plant-key"));
      Answer answer = answer(call(caller, call, AMPLE, AMPLE));
      assertThat(answer.record().toString() + answer.body().text())
          .doesNotContain(SECRET, "other-secret");
      assertThat(peer.requests().getFirst()).contains(SECRET, "other-secret");
    }
  }

  @Test
  void a_hostile_answer_leaves_no_control_character_on_record() {
    try (RawServer peer =
        RawServer.answering(RawServer.json(200, "{\"a\":\"\u0000\u001b[31m\"}"))) {
      assertThat(answer(call(peer, "/")).record().response()).doesNotContain("\u0000", "\u001b");
    }
  }

  @Test
  void after_closing_nothing_is_sent() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"))) {
      HttpCaller closed = caller(1, List.of("127.0.0.1"));
      closed.close();
      closed.close();
      assertThat(call(closed, request(peer, "/"), AMPLE, AMPLE)).isInstanceOf(NotSent.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void many_threads_get_their_own_answers() throws InterruptedException, ExecutionException {
    try (RawServer peer =
            RawServer.start(
                client -> {
                  while (client.read()) {
                    client.write(RawServer.json(200, "{\"by\":" + client.number() + "}"));
                  }
                });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResult>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = "/" + i;
        results.add(threads.submit(() -> call(peer, path)));
      }
      for (Future<HttpResult> result : results) {
        assertThat(result.get()).isInstanceOf(Answer.class);
      }
      assertThat(peer.requests()).hasSize(200);
      assertThat(peer.connections()).isLessThanOrEqualTo(4);
    }
  }

  private static HttpCaller caller(int connections, List<String> destinations) {
    return new HttpCaller(
        CallerSettings.standard(connections), AllowList.of(destinations), System::nanoTime);
  }

  private HttpResult call(RawServer peer, String path) {
    return call(caller, request(peer, path), AMPLE, AMPLE);
  }

  private static HttpResult call(HttpCaller caller, HttpCall call, Duration send, Duration answer) {
    long now = System.nanoTime();
    return caller.call(call, now + send.toNanos(), now + answer.toNanos());
  }

  private static HttpCall request(RawServer peer, String path) {
    return request(URI.create(peer.url() + path));
  }

  private static HttpCall request(URI uri) {
    return new HttpCall(
        "POST",
        uri,
        List.of(new HttpField("Content-Type", "application/json")),
        Optional.of("{\"quantity\":1}".getBytes(StandardCharsets.UTF_8)));
  }

  private static Answer answer(HttpResult result) {
    assertThat(result).isInstanceOf(Answer.class);
    return (Answer) result;
  }
}
