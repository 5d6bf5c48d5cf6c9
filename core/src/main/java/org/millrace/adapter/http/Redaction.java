package org.millrace.adapter.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;

/**
 * Keeps a request's secrets out of its record and out of everything that is derived from the
 * answer: hostile and helpful peers alike repeat what they were sent.
 *
 * @param names lower-case names of headers that are never shown
 * @param secrets values of the request's secret headers, and what follows the scheme's name in them
 */
record Redaction(Set<String> names, List<String> secrets) {

  static final String REDACTED = "[redacted]";

  private static final Set<String> ALWAYS =
      Set.of(
          "authorization",
          "cookie",
          "proxy-authenticate",
          "proxy-authorization",
          "set-cookie",
          "set-cookie2",
          "x-api-key");

  /** Shorter values would be found everywhere. */
  private static final int SHORTEST = 6;

  static Redaction of(HttpCall call) {
    List<String> secrets =
        call.headers().stream()
            .filter(field -> isSecret(field.name(), call.secretHeaders()))
            .flatMap(field -> Stream.of(field.value(), afterScheme(field.value())))
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .toList();
    return new Redaction(call.secretHeaders(), secrets);
  }

  boolean hides(String name) {
    return isSecret(name, names);
  }

  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, REDACTED);
    }
    return clean;
  }

  /** The same bytes unless a secret is among them. */
  byte[] clean(byte[] body) {
    if (secrets.isEmpty() || body.length < SHORTEST) {
      return body;
    }
    // One character per byte: what is not touched stays as it is, whatever its encoding.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    for (String secret : secrets) {
      if (text.contains(secret)) {
        return clean(text).getBytes(StandardCharsets.ISO_8859_1);
      }
    }
    return body;
  }

  HttpField clean(Header header) {
    String value = header.getValue();
    return new HttpField(header.getName(), value == null ? "" : clean(value));
  }

  private static boolean isSecret(String name, Set<String> names) {
    String key = name.toLowerCase(Locale.ROOT);
    return ALWAYS.contains(key) || names.contains(key);
  }

  private static String afterScheme(String value) {
    return value.substring(value.indexOf(' ') + 1);
  }
}
