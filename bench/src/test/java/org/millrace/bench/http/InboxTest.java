package org.millrace.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();

  @Test
  void an_answer_that_comes_byte_by_byte_is_whole_at_its_last_byte() {
    String answer = "HTTP/1.1 202 Accepted\r\nContent-LENGTH: 5\r\n\r\nhello";
    for (int i = 0; i < answer.length() - 1; i++) {
      give(answer.substring(i, i + 1));
      assertThat(inbox.next()).isFalse();
    }
    give("o");
    assertThat(inbox.next()).isTrue();
    assertThat(inbox.status()).isEqualTo(202);
    assertThat(inbox.findInBody(bytes("hello"))).isPositive();
    assertThat(inbox.next()).isFalse();
  }

  @Test
  void two_requests_in_one_read_are_two_messages() {
    give("POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n42POST /b HTTP/1.1\r\nContent-Length: 1");
    assertThat(inbox.next()).isTrue();
    assertThat(inbox.text()).endsWith("42");
    assertThat(inbox.number(inbox.findInBody(bytes("42")), 2)).isEqualTo(42);
    assertThat(inbox.next()).isFalse();
    give("\r\n\r\nx");
    assertThat(inbox.next()).isTrue();
    assertThat(inbox.text()).startsWith("POST /b").endsWith("x");
  }

  @Test
  void a_chunked_body_ends_with_its_last_chunk() {
    give("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertThat(inbox.next()).isFalse();
    give("0\r\n\r\n");
    assertThat(inbox.next()).isTrue();
    give("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertThat(inbox.next()).isTrue();
    assertThat(inbox.status()).isEqualTo(204);
  }

  @Test
  void a_body_that_is_larger_than_the_first_buffer_arrives_whole() {
    give("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    for (int i = 0; i < 10; i++) {
      assertThat(inbox.next()).isFalse();
      give("x".repeat(10_000));
    }
    assertThat(inbox.next()).isTrue();
    assertThat(inbox.text()).hasSizeGreaterThan(100_000);
  }

  @Test
  void a_peer_that_never_ends_its_message_is_cut_off() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200; i++) {
                give("x".repeat(10_000));
              }
            })
        .isInstanceOf(IllegalStateException.class);
  }

  private void give(String text) {
    inbox.append(ByteBuffer.wrap(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
