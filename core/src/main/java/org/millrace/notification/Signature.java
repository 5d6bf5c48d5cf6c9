package org.millrace.notification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.millrace.access.SigningSecret;
import org.millrace.adapter.http.HttpField;

/** Signs webhooks (Standard Webhooks, "Signature scheme" and "Webhook headers"). */
final class Signature {

  private Signature() {}

  /**
   * The headers that go with a body.
   *
   * @param id without a full stop, which separates what is signed
   * @param at when this try is made; its seconds are sent
   * @param secrets each signs, so that a receiver may know the old or the new one
   */
  static List<HttpField> headers(String id, Instant at, byte[] body, List<SigningSecret> secrets) {
    String timestamp = Long.toString(at.getEpochSecond());
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 100);
    content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    byte[] signed = content.toByteArray();
    String signatures =
        secrets.stream()
            .map(secret -> Base64.getEncoder().encodeToString(secret.authenticate(signed)))
            .map(signature -> "v1," + signature)
            .collect(Collectors.joining(" "));
    return List.of(
        new HttpField("webhook-id", id),
        new HttpField("webhook-timestamp", timestamp),
        new HttpField("webhook-signature", signatures));
  }
}
