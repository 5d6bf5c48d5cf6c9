package org.millrace.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everywhere, the secret is {@code S3cr3tS3cr3tS3cr3tS3cr3t}, or begins with it. */
class RedactionTest {

  private static final String SECRET = "S3cr3tS3cr3tS3cr3tS3cr3t";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer S3cr3tS3cr3tS3cr3tS3cr3t",
        "authorization=S3cr3tS3cr3tS3cr3tS3cr3t",
        "Authorization: Basic S3cr3tS3cr3tS3cr3tS3cr3t==",
        "Proxy-Authorization: Negotiate S3cr3tS3cr3tS3cr3tS3cr3t",
        "sent [Authorization: Bearer S3cr3tS3cr3tS3cr3tS3cr3t, Accept: */*] to the ERP",
        "{\"password\":\"S3cr3tS3cr3tS3cr3tS3cr3t\",\"user\":\"mes\"}",
        "{\"access_token\": \"S3cr3tS3cr3tS3cr3tS3cr3t\"}",
        "ExternalDatabase[url=x, user=y, password=S3cr3tS3cr3tS3cr3tS3cr3t]",
        "jdbc:postgresql://db:5432/m?user=m&password=S3cr3tS3cr3tS3cr3tS3cr3t&ssl=true",
        "https://mes:S3cr3tS3cr3tS3cr3tS3cr3t@erp.example/api",
        "GET /x?api_key=S3cr3tS3cr3tS3cr3tS3cr3t HTTP/1.1",
        "X-Api-Key: S3cr3tS3cr3tS3cr3tS3cr3t",
        "Cookie: session=S3cr3tS3cr3tS3cr3tS3cr3t",
        "erp.clientSecret = 'S3cr3tS3cr3tS3cr3tS3cr3t'",
        "key mr_abcdefgh_S3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3t was refused",
        "whsec_S3cr3tS3cr3tS3cr3tS3cr3t",
        "token eyJhbGciOiJIUzI1NiJ9.S3cr3tS3cr3tS3cr3tS3cr3t.S3cr3tS3cr3tS3cr3tS3cr3t",
        "-----BEGIN PRIVATE KEY-----\nS3cr3tS3cr3tS3cr3tS3cr3t\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nS3cr3tS3cr3tS3cr3tS3cr3t and then it was cut"
      })
  void a_secret_is_struck_out_wherever_it_stands(String text) {
    assertThat(Redaction.clean(text)).doesNotContain(SECRET).contains(Redaction.STRUCK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ready",
        "The credential `erp-integration` has no field password; put it into data/secrets",
        "basic settings of the ERP are kept",
        "PO-1001/3 of 0198c0de-0000-7000-8000-000000000001:1 at http://127.0.0.1:8080/v1/jobs",
        "The token bucket of the ERP is empty",
        "java.net.ConnectException: Connection refused",
        "caller=system:mes key=abcdefgh from=10.0.0.7"
      })
  void what_is_no_secret_stays_as_it_is(String text) {
    assertThat(Redaction.clean(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"password", "Authorization", "erp.password", "client_secret", "apiKey", "cookie"})
  void a_field_that_is_named_like_a_secret_is_struck_out_as_a_whole(String name) {
    assertThat(Redaction.clean(name, "x")).isEqualTo(Redaction.STRUCK);
  }

  @Test
  void a_field_with_another_name_keeps_its_value() {
    assertThat(Redaction.clean("key", "abcdefgh")).isEqualTo("abcdefgh");
  }

  @Test
  void a_hostile_text_takes_no_long_time() {
    for (String piece :
        new String[] {"a", "eyJ-", "://:", "password", "bearer ", "-----BEGIN ", "mr_"}) {
      String text = piece.repeat(LogLine.LONGEST_STACK / piece.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> Redaction.clean(text), () -> "with " + piece);
    }
  }
}
