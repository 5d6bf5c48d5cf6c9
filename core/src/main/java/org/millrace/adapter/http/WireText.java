package org.millrace.adapter.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.millrace.adapter.Exchange;

/** The record of what went over the wire, without secrets and without control characters. */
final class WireText {

  /** UTF-8 needs at most four bytes for a character that is kept. */
  private static final int MOST_DECODED = Exchange.MOST_KEPT * 4;

  private WireText() {}

  static String request(HttpCall call, Redaction redaction) {
    StringBuilder text = new StringBuilder(1024);
    text.append(call.method()).append(' ').append(call.uri()).append(" HTTP/1.1\n");
    for (HttpField field : call.headers()) {
      append(text, field.name(), field.value(), redaction);
    }
    call.body().ifPresent(body -> append(text, body, false));
    return Exchange.kept(text.toString());
  }

  static String response(
      int status,
      String reason,
      List<HttpField> headers,
      byte[] body,
      boolean cut,
      Redaction redaction) {
    StringBuilder text = new StringBuilder(1024);
    text.append("HTTP/1.1 ").append(status).append(' ').append(printable(reason)).append('\n');
    for (HttpField field : headers) {
      append(text, field.name(), field.value(), redaction);
    }
    append(text, body, cut);
    return Exchange.kept(text.toString());
  }

  private static void append(StringBuilder to, String name, String value, Redaction redaction) {
    to.append(printable(name))
        .append(": ")
        .append(redaction.hides(name) ? Redaction.REDACTED : printable(value))
        .append('\n');
  }

  private static void append(StringBuilder to, byte[] body, boolean cut) {
    if (body.length == 0) {
      return;
    }
    to.append('\n')
        .append(
            printable(
                new String(body, 0, Math.min(body.length, MOST_DECODED), StandardCharsets.UTF_8)));
    if (cut || body.length > MOST_DECODED) {
      to.append("\n… cut, ").append(cut ? "more than " : "").append(body.length).append(" bytes");
    }
  }

  /** Neither a terminal nor the journal's text columns can be given control characters. */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(isControl(c) ? '\uFFFD' : c);
    }
    return clean.toString();
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7f && c < 0xa0);
  }
}
