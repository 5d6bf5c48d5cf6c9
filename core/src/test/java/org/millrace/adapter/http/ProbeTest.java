package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.failure.Capability;
import org.millrace.landscape.OperationDefinition;

/** What the answer to "is it there?" proves. */
@Timeout(30)
class ProbeTest {

  private static final String LIST =
      """
      {"path": "/documents", "query": {"reference": "{$reference}"},
       "found": "$count(response.documents) = 1",
       "absent": "$type(response.documents) = 'array' and $count(response.documents) = 0",
       "reference": "response.documents[0].document",
       "same-content": "response.documents[0].quantity = sent.quantity"}
      """;

  private static final String ONE =
      """
      {"path": "/documents/{$reference}", "found": "response.document",
       "absent": "status = 404 and response.error.code = 'not-found'"}
      """;

  @Test
  void the_document_with_the_same_content_is_found() {
    assertThat(
            ask(LIST, RawServer.json(200, "{\"documents\":[{\"document\":\"7\",\"quantity\":5}]}")))
        .isInstanceOfSatisfying(
            ProbeAnswer.Found.class, found -> assertThat(found.reference()).isEqualTo("7"));
  }

  @Test
  void the_document_with_other_content_is_found_different() {
    assertThat(
            ask(LIST, RawServer.json(200, "{\"documents\":[{\"document\":\"7\",\"quantity\":6}]}")))
        .isInstanceOf(ProbeAnswer.FoundDifferent.class);
  }

  @Test
  void an_empty_list_is_absence() {
    assertThat(ask(LIST, RawServer.json(200, "{\"documents\":[]}")))
        .isInstanceOf(ProbeAnswer.Absent.class);
  }

  @Test
  void what_fits_neither_condition_is_inconclusive() {
    assertThat(ask(LIST, RawServer.json(200, "{\"documents\":[{},{}]}")))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
    assertThat(ask(LIST, RawServer.json(200, "{}"))).isInstanceOf(ProbeAnswer.Inconclusive.class);
  }

  @Test
  void an_error_is_never_absence() {
    assertThat(ask(LIST, RawServer.json(500, "{\"documents\":[]}")))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
    assertThat(ask(LIST, RawServer.json(404, "{\"documents\":[]}")))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
    assertThat(ask(LIST, RawServer.http(200, "text/html", "<html></html>")))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
    assertThat(ask(LIST, "")).isInstanceOf(ProbeAnswer.Inconclusive.class);
  }

  @Test
  void status_404_is_absence_where_the_condition_says_so() {
    assertThat(ask(ONE, RawServer.json(404, "{\"error\":{\"code\":\"not-found\"}}")))
        .isInstanceOf(ProbeAnswer.Absent.class);
    assertThat(ask(ONE, RawServer.http(404, "text/html", "<h1>proxy</h1>")))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
  }

  @Test
  void the_question_carries_our_reference() {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{\"documents\":[]}"))) {
      ask(peer, LIST);
      assertThat(peer.requests().getFirst()).startsWith("GET /documents?reference=ref-1 HTTP/1.1");
    }
  }

  @Test
  void a_ping_below_500_is_reachable_and_all_else_is_not() {
    assertThat(reach(RawServer.json(404, "{}"))).isInstanceOf(Reachability.Reachable.class);
    assertThat(reach(RawServer.json(503, "{}"))).isInstanceOf(Reachability.Unreachable.class);
    assertThat(reach("nonsense\r\n\r\n")).isInstanceOf(Reachability.Unreachable.class);
  }

  @Test
  void without_a_ping_a_connection_is_enough() {
    RawServer peer = RawServer.answering("");
    try (Target target =
        Bench.target(Bench.system("{\"url\":\"" + peer.url() + "\"}"), name -> Optional.empty())) {
      assertThat(target.reach()).isInstanceOf(Reachability.Reachable.class);
      peer.close();
      // The thread that accepts gives the port back, a moment later.
      await().until(() -> target.reach() instanceof Reachability.Unreachable);
    }
  }

  private static ProbeAnswer ask(String settings, String answer) {
    try (RawServer peer =
        RawServer.start(
            client -> {
              client.read();
              client.write(answer);
            })) {
      return ask(peer, settings);
    }
  }

  private static ProbeAnswer ask(RawServer peer, String settings) {
    OperationDefinition probe = Bench.operation("find", Capability.BLIND, settings);
    OperationDefinition post = Bench.probed("post", "find", "{\"path\":\"/documents\"}");
    try (Target target =
        Bench.target(
            Bench.system("{\"url\":\"" + peer.url() + "\"}", post, probe),
            name -> Optional.empty())) {
      return target.probe(Bench.outbound(probe, "{\"quantity\":5}"));
    }
  }

  private static Reachability reach(String answer) {
    try (RawServer peer =
            RawServer.start(
                client -> {
                  client.read();
                  client.write(answer);
                });
        Target target =
            Bench.target(
                Bench.system("{\"url\":\"" + peer.url() + "\",\"ping\":\"/health\"}"),
                name -> Optional.empty())) {
      return target.reach();
    }
  }
}
