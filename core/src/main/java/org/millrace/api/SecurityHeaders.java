package org.millrace.api;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What every answer tells browsers not to do. */
final class SecurityHeaders {

  /** For answers that are data: nothing in them may ever run or be framed. */
  static final HttpField DATA_POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");

  /** For the console: only what this node serves itself, nothing inline. */
  static final HttpField CONSOLE_POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'");

  static final HttpField NO_STORE = new PreEncodedHttpField("Cache-Control", "no-store");

  private static final List<HttpField> ALWAYS =
      List.of(
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
          new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
          new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"));

  private static final HttpField STAY_ON_TLS =
      new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000");

  private SecurityHeaders() {}

  static List<HttpField> of(boolean tls) {
    List<HttpField> headers = new ArrayList<>(ALWAYS);
    if (tls) {
      headers.add(STAY_ON_TLS);
    }
    return List.copyOf(headers);
  }
}
