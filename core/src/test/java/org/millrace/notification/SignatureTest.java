package org.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.access.SigningSecret;
import org.millrace.adapter.http.HttpField;
import org.millrace.journal.Webhooks;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

class SignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  private static SigningSecret secret(String text) {
    return SigningSecret.parse(text).orElseThrow();
  }

  /** The vector of the reference libraries. */
  @Test
  void the_published_vector_of_standard_webhooks_is_met() {
    assertThat(
            Signature.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330L, 999_999_999),
                BODY,
                List.of(secret(SECRET))))
        .containsExactly(
            new HttpField("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            new HttpField("webhook-timestamp", "1614265330"),
            new HttpField("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void each_secret_signs_while_one_replaces_the_other() {
    String newer = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    String signatures =
        Signature.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330L),
                BODY,
                List.of(secret(newer), secret(SECRET)))
            .getLast()
            .value();
    assertThat(signatures.split(" ", -1)).hasSize(2).allMatch(s -> s.startsWith("v1,"));
    assertThat(signatures).endsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_c2hvcnQ=",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!"
      })
  void a_secret_of_another_form_is_none(String text) {
    assertThat(SigningSecret.parse(text)).isEmpty();
  }

  @Test
  void a_secret_has_from_24_to_64_bytes() {
    for (int length : new int[] {24, 64}) {
      assertThat(SigningSecret.parse(ofLength(length))).isPresent();
    }
    for (int length : new int[] {23, 65}) {
      assertThat(SigningSecret.parse(ofLength(length))).isEmpty();
    }
  }

  private static String ofLength(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @Test
  void an_id_has_no_full_stop() {
    MessageId message = new MessageId(new UUID(0x7000L, 0x8000_0000_0000_0001L));
    for (WebhookEvent event : WebhookEvent.values()) {
      assertThat(Poster.id(new Webhooks.Id(message, event))).doesNotContain(".");
    }
  }

  @Test
  void a_body_has_type_time_and_job() {
    byte[] body =
        WebhookBody.of(
            WebhookEvent.NEEDS_ATTENTION,
            Instant.parse("2026-11-21T08:00:00.120456Z"),
            "{\"id\":\"7\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"message.needs_attention\",\"timestamp\":\"2026-11-21T08:00:00.120Z\","
                + "\"data\":{\"id\":\"7\"}}");
  }
}
