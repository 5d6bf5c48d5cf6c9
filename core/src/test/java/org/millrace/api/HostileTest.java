package org.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.api.OperationsTest.assertProblem;
import static org.millrace.api.OperationsTest.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.database.TestDatabase;
import org.millrace.recovery.Workbench;

/** The lines of the security checklist that concern HTTP, each with its expected answer. */
@ExtendWith(TestDatabase.class)
class HostileTest {

  private static final String CONFIRM = "/v1/operations/confirm-production";
  private static final String ID = "0198c000-0000-7000-8000-000000000001";

  private final Path folder;
  private final Node node;

  HostileTest(Jdbi jdbi, @TempDir Path folder) throws IOException {
    this.folder = folder;
    Path console = folder.resolve("console");
    Files.createDirectories(console.resolve("assets"));
    Files.writeString(console.resolve("index.html"), "<!doctype html><title>Millrace</title>");
    Files.writeString(console.resolve("assets").resolve("app-1a2b.js"), "/* x */".repeat(500));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    node = new Node(jdbi, console);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String head(String method, String path, String key) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: millrace\r\nAuthorization: Bearer "
        + key
        + "\r\nContent-Type: application/json\r\n";
  }

  @Test
  void no_wrong_or_malformed_credential_is_401_with_a_challenge() {
    for (String key : List.of("", "x", "mr_aaaaaaaa_" + "A".repeat(43))) {
      HttpResponse<String> answer = node.post(CONFIRM, key, "{}");
      assertProblem(answer, 401, "unauthenticated");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
    assertThat(node.taken).isEmpty();
  }

  @Test
  void a_caller_without_the_right_is_told_403_on_every_guarded_route() {
    String key = node.key("post:other");
    for (Routes.Route route :
        node.api().routes(Node.LIMITS, new Callers(node.access, false)).all()) {
      boolean guarded =
          route.guard() instanceof Guard.Needs || route.guard() instanceof Guard.PostsOperation;
      if (guarded) {
        String path = route.template().replaceAll("\\{[a-z]+\\}", "x");
        assertProblem(node.send(node.request(route.method(), path, key, "{}")), 403, "forbidden");
        assertProblem(
            node.send(node.request(route.method(), path, "", "{}")), 401, "unauthenticated");
      }
    }
    assertProblem(node.get("/metrics", key), 403, "forbidden");
    assertThat(node.get("/metrics", node.key("metrics")).body()).contains("millrace_intake");
  }

  @Test
  void a_revoked_key_is_refused_at_the_next_call() {
    String admin = node.key("admin");
    String key = node.key("read");
    assertThat(node.get("/v1/cases", key).statusCode()).isEqualTo(200);
    String prefix = key.substring(3, 11);
    assertThat(node.send(node.request("DELETE", "/v1/keys/" + prefix, admin, "")).statusCode())
        .isEqualTo(204);
    assertProblem(node.get("/v1/cases", key), 401, "unauthenticated");
    assertThat(node.get("/v1/keys", admin).body())
        .contains(prefix)
        .doesNotContain(key.substring(12));
  }

  @Test
  void a_new_key_is_shown_once_and_works_at_once() {
    String admin = node.key("admin");
    HttpResponse<String> made =
        node.post("/v1/keys", admin, "{\"system\": \"wms\", \"may\": [\"read\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(node.get("/v1/systems", json(made).path("key").stringValue()).statusCode())
        .isEqualTo(200);
    assertProblem(
        node.post("/v1/keys", admin, "{\"system\": \"wms\", \"may\": [\"root\"]}"),
        400,
        "invalid-request");
    assertProblem(
        node.post(
            "/v1/keys",
            admin,
            "{\"system\": \"wms\", \"may\": [\"read\"], \"expires\": \"2020-01-01T00:00:00Z\"}"),
        400,
        "invalid-request");
  }

  @Test
  void a_key_in_the_query_is_400_and_never_answered_back() {
    String key = node.key("read");
    for (String query :
        List.of("key=" + key, "q=" + key, "access_token=x", "q=%6Dr_" + key.substring(3))) {
      HttpResponse<String> answer = node.get("/v1/messages?" + query, key);
      assertProblem(answer, 400, "credential-in-query");
      assertThat(answer.body()).doesNotContain(key.substring(12));
    }
  }

  @Test
  void a_job_of_another_sender_is_as_if_it_did_not_exist() {
    var id = node.journal.message("PO-1", "PO-1", "production-confirmation", "scada");
    String mes = node.key("post:confirm-production");
    assertProblem(node.get("/v1/jobs/" + id, mes), 404, "not-found");
    assertProblem(node.get("/v1/jobs/" + ID, mes), 404, "not-found");
    assertThat(node.get("/v1/jobs/" + id, node.key("read")).statusCode()).isEqualTo(200);
  }

  @Test
  void strange_json_in_commands_is_400_and_changes_nothing() {
    String key = node.key("operate");
    String path = "/v1/deliveries/" + ID + ":1/cancel";
    for (String body :
        List.of(
            "{\"reason\": \"because\", \"state\": \"CONFIRMED\"}",
            "{\"reason\": \"because\", \"reason\": \"twice\"}",
            "{\"reason\": \"no\"}",
            "{\"reason\": 5}",
            "{\"reason\": \"a\\u0000bc\"}",
            "{\"reason\": \"because\"} x",
            "[]",
            "{",
            "{\"reason\": " + "9".repeat(10_000) + "}",
            "[".repeat(10_000))) {
      assertProblem(node.post(path, key, body), 400, "invalid-request");
    }
    assertThat(node.commands).isEmpty();
    HttpResponse<String> done = node.post(path, key, "{\"reason\": \"scrapped\"}");
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(node.commands).containsExactly("cancel 1 by system:mes: scrapped");
  }

  @Test
  void commands_answer_what_became_of_them() {
    String key = node.key("operate");
    String body = "{\"reason\": \"because\", \"document\": \"4711\"}";
    assertThat(node.post("/v1/deliveries/" + ID + "%3A1/settle", key, body).statusCode())
        .isEqualTo(200);
    assertThat(node.commands).containsExactly("settle 1 as 4711 by system:mes: because");
    node.command = new Workbench.Answer.StateChanged("it was sent meanwhile");
    assertProblem(
        node.post("/v1/systems/erp/hold", key, "{\"reason\": \"because\"}"), 409, "state-changed");
    node.command = new Workbench.Answer.NotFound("there is no case 9");
    assertProblem(
        node.post("/v1/cases/9/release", key, "{\"reason\": \"because\"}"), 404, "not-found");
    assertProblem(
        node.post("/v1/cases/x/release", key, "{\"reason\": \"because\"}"), 404, "not-found");
  }

  @Test
  void large_bodies_are_413_stated_or_not() throws IOException {
    String key = node.key("post:*");
    assertProblem(node.post(CONFIRM, key, "x".repeat(100_001)), 413, "content-too-large");
    String stated =
        node.raw(head("POST", CONFIRM, key) + "Content-Length: 1073741824\r\n\r\n{", "}");
    assertThat(stated).startsWith("HTTP/1.1 413");
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    String chunked =
        node.raw(
            head("POST", CONFIRM, key) + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk, "}");
    assertThat(chunked).startsWith("HTTP/1.1 413");
    assertThat(node.taken).isEmpty();
  }

  @Test
  void a_slow_body_is_408() throws IOException {
    String key = node.key("post:*");
    String answer = node.raw(head("POST", CONFIRM, key) + "Content-Length: 100\r\n\r\n{", "}");
    assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
    assertThat(node.taken).isEmpty();
  }

  @Test
  void a_refused_request_leaves_a_connection_that_works_or_says_that_it_closes()
      throws IOException {
    for (int i = 0; i < 50; i++) {
      assertProblem(node.post(CONFIRM, "", "{\"i\": " + i + "}"), 401, "unauthenticated");
    }
    String neverCame = node.raw(head("POST", CONFIRM, "x") + "Content-Length: 9\r\n\r\n{", "}");
    assertThat(neverCame).startsWith("HTTP/1.1 401").contains("Connection: close");
    String asksFirst =
        node.raw(
            head("POST", CONFIRM, "x") + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n", "}");
    assertThat(asksFirst).startsWith("HTTP/1.1 401").contains("Connection: close");
    String large =
        node.raw(head("POST", CONFIRM, "x") + "Content-Length: 1073741824\r\n\r\n{", "}");
    assertThat(large).startsWith("HTTP/1.1 401").contains("Connection: close");
  }

  @Test
  void smuggling_is_400_and_the_connection_ends() throws IOException {
    String key = node.key("post:*");
    String both =
        node.raw(
            head("POST", CONFIRM, key)
                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "}");
    assertThat(both).startsWith("HTTP/1.1 400").containsIgnoringCase("Connection: close");
    String twice =
        node.raw(
            head("POST", CONFIRM, key) + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "}");
    assertThat(twice).startsWith("HTTP/1.1 400").contains("application/problem+json");
    assertThat(node.taken).isEmpty();
  }

  @Test
  void huge_headers_are_431_and_a_missing_host_400() throws IOException {
    String huge =
        node.raw(head("GET", "/v1/cases", "x") + "X: " + "x".repeat(9_000) + "\r\n\r\n", "}");
    assertThat(huge).startsWith("HTTP/1.1 431").contains("/problems/headers-too-large");
    assertThat(node.raw("GET / HTTP/1.1\r\n\r\n", "}")).startsWith("HTTP/1.1 400");
  }

  @Test
  void other_types_are_415_other_methods_405_other_addresses_404() {
    String key = node.key("post:*", "read");
    HttpResponse<String> type =
        node.send(node.request("POST", CONFIRM, key, "").header("Content-Type", "text/plain"));
    assertProblem(type, 415, "unsupported-media-type");
    assertProblem(node.send(node.request("POST", CONFIRM, key, "")), 415, "unsupported-media-type");
    HttpResponse<String> method = node.send(node.request("DELETE", "/v1/keys", key, ""));
    assertProblem(method, 405, "method-not-allowed");
    assertThat(method.headers().firstValue("Allow")).contains("GET, POST");
    assertProblem(node.get("/v1/nothing", key), 404, "not-found");
    assertProblem(node.get("/v1/messages?order=x", key), 400, "invalid-request");
    assertProblem(node.get("/v1/messages?before=x", key), 400, "invalid-request");
    assertProblem(node.get("/v1/messages?state=x", key), 400, "invalid-request");
    assertProblem(node.get("/v1/messages?limit=201", key), 400, "invalid-request");
    assertThat(node.get("/v1/messages?state=attention&limit=200", key).statusCode()).isEqualTo(200);
  }

  @Test
  void a_payload_is_data_that_cannot_run() {
    var id = node.journal.message("PO-1", "PO-1");
    assertProblem(node.get("/v1/messages/" + id + "/payload", node.key("read")), 403, "forbidden");
    HttpResponse<String> answer =
        node.get("/v1/messages/" + id + "/payload", node.key("read-payload"));
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "sandbox");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    String detail = node.get("/v1/messages/" + id, node.key("read")).body();
    assertThat(detail).contains("\"timeline\":[", "\"size\":16", "\"businessKey\":\"PO-1\"");
    assertThat(detail.split("\"deliveries\":", -1)).hasSize(2);
  }

  @Test
  void files_outside_the_console_are_out_of_reach() throws IOException {
    Files.createSymbolicLink(
        folder.resolve("console").resolve("link.txt"), folder.resolve("secret.txt"));
    for (String path :
        List.of(
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/link.txt",
            "/.git/x.txt")) {
      String answer =
          node.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "never");
      assertThat(answer)
          .matches("(?s)HTTP/1.1 40[04].*")
          .doesNotContain("secret\r\n")
          .doesNotEndWith("secret");
    }
    HttpResponse<String> index = node.get("/messages/any", "");
    assertThat(index.body()).contains("<title>Millrace</title>");
    assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    HttpResponse<String> asset = node.get("/assets/app-1a2b.js", "");
    assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    String etag = asset.headers().firstValue("ETag").orElseThrow();
    assertThat(
            node.send(
                    node.request("GET", "/assets/app-1a2b.js", "", "")
                        .header("If-None-Match", etag))
                .statusCode())
        .isEqualTo(304);
    assertProblem(node.get("/assets/gone.js", ""), 404, "not-found");
  }

  @Test
  void problems_and_health_are_open_to_everybody() {
    for (ProblemType type : ProblemType.values()) {
      assertThat(node.get(type.address(), "").body()).contains(type.title());
    }
    assertProblem(
        node.get("/problems/<script>".replace("<", "%3C").replace(">", "%3E"), ""),
        404,
        "not-found");
    assertThat(node.get("/health/live", "").statusCode()).isEqualTo(200);
    assertThat(node.get("/health/ready", "").statusCode()).isEqualTo(200);
    node.checks = List.of(new Readiness.Check("disk", false, "1 % free"));
    HttpResponse<String> answer = node.get("/health/ready", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).path("checks").get(0).path("name").stringValue()).isEqualTo("disk");
  }

  @Test
  void a_landscape_is_applied_or_its_mistakes_are_listed() {
    String admin = node.key("admin");
    assertThat(json(node.get("/v1/landscape", admin)).path("version").intValue()).isEqualTo(3);
    HttpResponse<String> wrong = zip(admin, "1");
    assertProblem(wrong, 422, "landscape-invalid");
    assertThat(json(wrong).path("errors").get(0).path("line").intValue()).isEqualTo(2);
    assertThat(json(zip(admin, "12")).path("version").intValue()).isEqualTo(4);
    assertProblem(zip(admin, "x".repeat(1_001)), 413, "content-too-large");
    assertProblem(node.post("/v1/landscape", admin, "{}"), 415, "unsupported-media-type");
  }

  private HttpResponse<String> zip(String key, String body) {
    return node.send(
        node.request("POST", "/v1/landscape", key, "")
            .method("POST", java.net.http.HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/zip"));
  }
}
