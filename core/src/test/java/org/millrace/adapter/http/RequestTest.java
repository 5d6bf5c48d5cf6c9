package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.Target;
import org.millrace.failure.Capability;
import org.millrace.landscape.OperationDefinition;

/** What is sent for a document, above all for a hostile one. */
@Timeout(30)
class RequestTest {

  private static final String SETTINGS =
      """
      {"path": "/orders/{order}/lines", "query": {"plant": "{plant}"}, "headers": {"X-Order": "{order}"}}
      """;

  @Test
  void path_query_headers_and_body_are_filled() {
    String request = sent(SETTINGS, "{\"order\":\"PO-1\",\"plant\":\"P 1&x=2\"}").getFirst();
    assertThat(request).startsWith("POST /base/orders/PO-1/lines?plant=P%201%26x%3D2 HTTP/1.1\r\n");
    assertThat(request)
        .contains("\r\nX-Order: PO-1\r\n")
        .contains("\r\nContent-Type: application/json\r\n")
        .contains("\r\nCorrelation-Id: corr-1\r\n")
        .contains("\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n")
        .contains("\r\nUser-Agent: Millrace")
        .doesNotContain("Idempotency-Key")
        .endsWith("{\"order\":\"PO-1\",\"plant\":\"P 1&x=2\"}");
  }

  @Test
  void a_value_stays_within_its_segment() {
    String path = "{\"path\": \"/orders/{order}/lines\"}";
    assertThat(sent(path, "{\"order\":\"../../admin?x=1#y\"}").getFirst())
        .startsWith("POST /base/orders/..%2F..%2Fadmin%3Fx%3D1%23y/lines HTTP/1.1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "", "a\\r\\nHost: evil", "a\\u0000b"})
  void a_value_that_would_change_the_path_is_refused_and_nothing_is_sent(String order) {
    assertNothingSent("{\"path\": \"/orders/{order}\"}", "{\"order\":\"" + order + "\"}");
  }

  @Test
  void a_missing_value_is_refused_and_nothing_is_sent() {
    assertNothingSent("{\"path\": \"/orders/{order}\"}", "{}");
    assertNothingSent("{\"path\": \"/orders\", \"query\": {\"plant\": \"{plant}\"}}", "{}");
  }

  @Test
  void a_line_break_in_a_header_is_refused_and_nothing_is_sent() {
    assertNothingSent(
        "{\"path\": \"/orders\", \"headers\": {\"X-Order\": \"{order}\"}}",
        "{\"order\":\"PO-1\\r\\nX-Admin: true\"}");
  }

  @Test
  void the_token_goes_into_the_declared_header_or_field() {
    assertThat(sent(Capability.TOKEN, "{\"path\":\"/a\"}", "{}").getFirst())
        .contains("\r\nIdempotency-Key: \"token-1\"\r\n");
    assertThat(
            sent(Capability.TOKEN, "{\"path\":\"/a\",\"token-header\":\"X-Once\"}", "{}")
                .getFirst())
        .contains("\r\nX-Once: \"token-1\"\r\n");
    assertThat(
            sent(Capability.TOKEN, "{\"path\":\"/a\",\"token-field\":\"messageId\"}", "{\"a\":1}")
                .getFirst())
        .doesNotContain("Idempotency-Key")
        .endsWith("{\"a\":1,\"messageId\":\"token-1\"}");
  }

  @Test
  void a_body_can_be_made_by_an_expression() {
    assertThat(
            sent(
                    "{\"path\":\"/a\",\"body\":\"$merge([$, {'reference': $reference}])\"}",
                    "{\"a\":1}")
                .getFirst())
        .endsWith("{\"a\":1,\"reference\":\"ref-1\"}");
  }

  private static void assertNothingSent(String settings, String content) {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"))) {
      Outcome outcome = send(peer, Capability.BLIND, settings, content);
      assertThat(outcome.evidence())
          .isInstanceOfSatisfying(
              Evidence.Rejected.class, e -> assertThat(e.code()).isEqualTo("request-unbuildable"));
      assertThat(peer.connections()).isZero();
    }
  }

  private static List<String> sent(String settings, String content) {
    return sent(Capability.BLIND, settings, content);
  }

  private static List<String> sent(Capability capability, String settings, String content) {
    try (RawServer peer = RawServer.answering(RawServer.json(200, "{}"))) {
      assertThat(send(peer, capability, settings, content).evidence())
          .isInstanceOf(Evidence.Accepted.class);
      return peer.requests();
    }
  }

  private static Outcome send(
      RawServer peer, Capability capability, String settings, String content) {
    OperationDefinition operation = Bench.operation("post", capability, settings);
    try (Target target =
        Bench.target(
            Bench.system("{\"url\":\"" + peer.url() + "/base/\"}", operation),
            name -> Optional.empty())) {
      return target.send(Bench.outbound(operation, content));
    }
  }
}
