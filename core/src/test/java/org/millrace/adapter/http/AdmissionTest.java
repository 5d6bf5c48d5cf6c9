package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.Target;
import org.millrace.failure.Capability;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Secret;

/** Being let in: static secrets, tokens, sessions, and what a refusal leads to. */
@Timeout(30)
class AdmissionTest {

  private static final OperationDefinition POST =
      Bench.operation("post", Capability.BLIND, "{\"path\":\"/orders\"}");

  private static final Credentials SECRETS =
      credentials(
          Map.of(
              "token", "secret-token",
              "user", "millrace",
              "password", "secret-password",
              "key", "secret-key",
              "client-id", "client",
              "client-secret", "secret-client"));

  @Test
  void static_secrets_go_into_their_header_and_not_on_record() {
    assertSent("\"auth\":\"bearer\"", "Authorization: Bearer secret-token");
    assertSent("\"auth\":\"basic\"", "Authorization: Basic bWlsbHJhY2U6c2VjcmV0LXBhc3N3b3Jk");
    assertSent("\"auth\":\"api-key\",\"header\":\"X-QMS-Key\"", "X-QMS-Key: secret-key");
  }

  @Test
  void without_its_credential_nothing_is_sent() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"));
        Target target = target(peer, "\"auth\":\"bearer\"", name -> Optional.empty())) {
      assertThat(send(target).evidence())
          .isInstanceOfSatisfying(Evidence.NotSent.class, e -> assertThat(e.outage()).isTrue());
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void a_refused_secret_that_is_still_the_same_is_an_outage_after_one_request() {
    try (RawServer peer = RawServer.answering(RawServer.json(401, "{}"));
        Target target = target(peer, "\"auth\":\"bearer\"", SECRETS)) {
      assertThat(send(target).evidence())
          .isInstanceOfSatisfying(
              Evidence.NotSent.class,
              e -> {
                assertThat(e.code()).isEqualTo("credentials-refused");
                assertThat(e.outage()).isTrue();
              });
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_rotated_secret_is_picked_up_when_the_old_one_is_refused() {
    AtomicInteger asked = new AtomicInteger();
    Credentials rotating =
        name -> Optional.of(Map.of("token", new Secret("token-number-" + asked.incrementAndGet())));
    try (RawServer peer =
            RawServer.start(
                client -> {
                  client.read();
                  client.write(RawServer.json(401, "{}"));
                  client.read();
                  client.write(RawServer.json(200, "{}"));
                });
        Target target = target(peer, "\"auth\":\"bearer\"", rotating)) {
      assertThat(send(target).evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(peer.requests().getFirst()).contains("token-number-1");
      assertThat(peer.requests().get(1)).contains("token-number-2");
    }
  }

  @Test
  void one_of_many_fetches_the_token_and_all_use_it()
      throws InterruptedException, ExecutionException {
    AtomicInteger tokens = new AtomicInteger();
    try (RawServer tokenPeer = tokenServer(tokens, 3600);
        RawServer peer = RawServer.answering(RawServer.json(200, "{}"));
        Target target = target(peer, oauth2(tokenPeer), SECRETS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        outcomes.add(threads.submit(() -> send(target)));
      }
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get().evidence()).isInstanceOf(Evidence.Accepted.class);
      }
      assertThat(tokens).hasValue(1);
      assertThat(tokenPeer.requests().getFirst())
          .contains("Authorization: Basic Y2xpZW50OnNlY3JldC1jbGllbnQ=")
          .endsWith("grant_type=client_credentials&scope=post+orders");
      assertThat(peer.requests())
          .allSatisfy(request -> assertThat(request).contains("Bearer access-token-1\r\n"));
    }
  }

  @Test
  void a_revoked_token_is_replaced_once_and_the_request_sent_once_more() {
    AtomicInteger tokens = new AtomicInteger();
    try (RawServer tokenPeer = tokenServer(tokens, 3600);
        RawServer peer =
            RawServer.start(
                client -> {
                  client.read();
                  client.write(RawServer.json(401, "{}"));
                  while (client.read()) {
                    client.write(RawServer.json(200, "{}"));
                  }
                });
        Target target = target(peer, oauth2(tokenPeer), SECRETS)) {
      assertThat(send(target).evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(tokens).hasValue(2);
      assertThat(peer.requests()).hasSize(2);
      assertThat(peer.requests().get(1)).contains("Bearer access-token-2\r\n");
    }
  }

  @Test
  void tokens_that_are_always_refused_end_in_an_outage_after_two_requests() {
    try (RawServer tokenPeer = tokenServer(new AtomicInteger(), 3600);
        RawServer peer = RawServer.answering(RawServer.json(401, "{}"));
        Target target = target(peer, oauth2(tokenPeer), SECRETS)) {
      assertThat(send(target).evidence())
          .isInstanceOfSatisfying(
              Evidence.NotSent.class, e -> assertThat(e.code()).isEqualTo("credentials-refused"));
      assertThat(peer.requests()).hasSize(2);
    }
  }

  @Test
  void a_token_server_that_fails_means_not_sent() {
    try (RawServer tokenPeer = RawServer.answering(RawServer.json(500, "{}"));
        RawServer peer = RawServer.answering(RawServer.json(200, "{}"));
        Target target = target(peer, oauth2(tokenPeer), SECRETS)) {
      assertThat(send(target).evidence()).isInstanceOf(Evidence.NotSent.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void a_session_is_opened_once_and_its_cookie_used() {
    String login =
        "HTTP/1.1 200 OK\r\nSet-Cookie: wms=session-cookie-1; Path=/wms; HttpOnly\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    try (RawServer peer = sessionServer(login);
        Target target =
            target(peer, "\"auth\":\"session\",\"session\":{\"login\":\"/login\"}", SECRETS)) {
      Outcome outcome = send(target);
      send(target);
      assertThat(outcome.evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(outcome.exchange().request()).doesNotContain("session-cookie-1");
      assertThat(peer.requests()).hasSize(3);
      assertThat(peer.requests().getFirst())
          .startsWith("POST /login ")
          .contains("\"user\":\"millrace\"")
          .contains("\"password\":\"secret-password\"");
      assertThat(peer.requests().get(1)).contains("\r\nCookie: wms=session-cookie-1\r\n");
    }
  }

  @Test
  void a_session_can_be_a_token_in_the_answer() {
    try (RawServer peer = sessionServer(RawServer.json(200, "{\"session\":\"session-token-1\"}"));
        Target target =
            target(
                peer,
                "\"auth\":\"session\",\"session\":{\"login\":\"/login\","
                    + "\"token\":\"response.session\",\"header\":\"X-Session\"}",
                SECRETS)) {
      assertThat(send(target).evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(peer.requests().get(1)).contains("\r\nX-Session: session-token-1\r\n");
    }
  }

  private static RawServer tokenServer(AtomicInteger tokens, int seconds) {
    return RawServer.start(
        client -> {
          while (client.read()) {
            client.write(
                RawServer.json(
                    200,
                    "{\"access_token\":\"access-token-%d\",\"expires_in\":%d}"
                        .formatted(tokens.incrementAndGet(), seconds)));
          }
        });
  }

  private static RawServer sessionServer(String login) {
    AtomicInteger count = new AtomicInteger();
    return RawServer.start(
        client -> {
          while (client.read()) {
            client.write(count.incrementAndGet() == 1 ? login : RawServer.json(200, "{}"));
          }
        });
  }

  private static void assertSent(String auth, String header) {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"));
        Target target = target(peer, auth, SECRETS)) {
      Outcome outcome = send(target);
      assertThat(outcome.evidence()).isInstanceOf(Evidence.Accepted.class);
      assertThat(peer.requests().getFirst()).contains("\r\n" + header + "\r\n");
      assertThat(outcome.exchange().request())
          .contains("[redacted]")
          .doesNotContain(header.substring(header.lastIndexOf(' ') + 1));
    }
  }

  private static String oauth2(RawServer tokenPeer) {
    return "\"auth\":\"oauth2-client-credentials\",\"oauth2\":{\"token-url\":\""
        + tokenPeer.url()
        + "/token\",\"scope\":\"post orders\"}";
  }

  private static Target target(RawServer peer, String auth, Credentials credentials) {
    return Bench.target(
        Bench.system("{\"url\":\"" + peer.url() + "\",\"credential\":\"erp\"," + auth + "}", POST),
        credentials);
  }

  private static Outcome send(Target target) {
    return target.send(Bench.outbound(POST, "{}"));
  }

  private static Credentials credentials(Map<String, String> fields) {
    Map<String, Secret> secrets = new java.util.HashMap<>();
    fields.forEach((name, value) -> secrets.put(name, new Secret(value)));
    return name -> name.equals("erp") ? Optional.of(Map.copyOf(secrets)) : Optional.empty();
  }
}
