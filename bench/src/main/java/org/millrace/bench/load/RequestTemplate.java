package org.millrace.bench.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.millrace.bench.http.Ascii;

/** One request's bytes, into which a message's number and key are stamped before it is sent. */
final class RequestTemplate {
  private static final String NO_KEY = "0".repeat(MessageId.KEY_DIGITS);

  private final byte[] bytes;
  private final int idInHead;
  private final int idInBody;
  private final int orderInBody;

  RequestTemplate(LoadPlan plan) {
    String id = MessageId.blank(plan.run());
    String body = MessageBody.of(id, NO_KEY, plan.bodyBytes());
    String head = head(plan.engine(), plan.bearer(), id, body.length());
    bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
    idInHead = head.indexOf(id);
    idInBody = head.length() + body.indexOf(id);
    orderInBody = head.length() + body.indexOf("WO-" + NO_KEY) + "WO-".length();
  }

  private static String head(URI engine, Optional<String> bearer, String id, int length) {
    return "POST "
        + engine.getRawPath()
        + " HTTP/1.1\r\nHost: "
        + engine.getRawAuthority()
        + "\r\nContent-Type: application/json\r\n"
        + bearer.map(key -> "Authorization: Bearer " + key + "\r\n").orElse("")
        + "Idempotency-Key: \""
        + id
        + "\"\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  int length() {
    return bytes.length;
  }

  void write(int number, int key, ByteBuffer out) {
    MessageId.stamp(bytes, idInHead, number, key);
    MessageId.stamp(bytes, idInBody, number, key);
    Ascii.write(bytes, orderInBody, MessageId.KEY_DIGITS, key);
    out.put(bytes);
  }
}
