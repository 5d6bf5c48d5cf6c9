package org.millrace.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.AllowList;
import org.millrace.adapter.http.HttpResult.Answer;

@Timeout(30)
class KeptConnectionTest {

  @Test
  void what_a_peer_says_unasked_is_never_the_answer_to_the_next_request() {
    String asked = RawServer.json(200, "{\"document\":\"asked\"}");
    String unasked = RawServer.json(200, "{\"document\":\"unasked\"}");
    try (RawServer peer =
            RawServer.start(
                client -> {
                  if (client.read()) {
                    client.write(asked + unasked);
                    client.read();
                  }
                });
        HttpCaller caller =
            new HttpCaller(
                CallerSettings.standard(4),
                AllowList.of(List.of("127.0.0.0/8")),
                System::nanoTime)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(text(caller, peer.url() + "/" + i)).contains("\"asked\"");
      }
      assertThat(peer.requests()).hasSize(3);
      assertThat(peer.connections()).isEqualTo(3);
    }
  }

  private static String text(HttpCaller caller, String url) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    HttpResult result =
        caller.call(
            new HttpCall("GET", URI.create(url), List.of(), Optional.empty()), deadline, deadline);
    assertThat(result).isInstanceOf(Answer.class);
    return ((Answer) result).body().text();
  }
}
