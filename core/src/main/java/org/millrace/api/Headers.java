package org.millrace.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.CallbackDestination;
import org.millrace.telemetry.Traceparent;

/**
 * Reads the headers that have a syntax of their own. No regular expression runs on usual values.
 */
final class Headers {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String CORRELATION_ID = "Correlation-Id";
  static final String CALLBACK = "Millrace-Callback";

  /** Longest wait for an outcome, in seconds. */
  static final int LONGEST_WAIT = 60;

  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_CORRELATION_ID = 128;
  private static final int LONGEST_CALLBACK = 2_048;

  /** Parameters of a structured item (RFC 8941, section 3.1.2); they have no meaning here. */
  private static final Pattern PARAMETERS =
      Pattern.compile("( *; *[a-z*][a-z0-9_.*-]{0,32}(=[!-:<-~]{1,64})?){0,8} *");

  private Headers() {}

  /**
   * Reads an Idempotency-Key: an item of RFC 8941 that is a string.
   *
   * @throws Refused if it has another form
   */
  static Optional<String> idempotencyKey(HttpFields headers) {
    @Nullable String value = headers.get(IDEMPOTENCY_KEY);
    if (value == null) {
      return Optional.empty();
    }
    if (headers.getValuesList(IDEMPOTENCY_KEY).size() > 1) {
      throw new Refused(ProblemType.INVALID_REQUEST, "There is more than one Idempotency-Key");
    }
    return Optional.of(structuredString(value.strip()));
  }

  private static String structuredString(String value) {
    StringBuilder key = new StringBuilder(value.length());
    int at = 1;
    if (value.isEmpty() || value.charAt(0) != '"') {
      throw malformedKey();
    }
    while (at < value.length() && value.charAt(at) != '"') {
      char c = value.charAt(at);
      if (c == '\\') {
        at++;
        c = at < value.length() ? value.charAt(at) : ' ';
        if (c != '"' && c != '\\') {
          throw malformedKey();
        }
      } else if (c < ' ' || c > '~') {
        throw malformedKey();
      }
      key.append(c);
      at++;
    }
    boolean closed = at < value.length();
    boolean fits = !key.isEmpty() && key.length() <= LONGEST_KEY;
    if (!closed || !fits) {
      throw malformedKey();
    }
    String rest = value.substring(at + 1);
    if (!rest.isEmpty() && !PARAMETERS.matcher(rest).matches()) {
      throw malformedKey();
    }
    return key.toString();
  }

  private static Refused malformedKey() {
    return new Refused(
        ProblemType.INVALID_REQUEST,
        "Idempotency-Key must be a string in double quotes with 1 to "
            + LONGEST_KEY
            + " ASCII characters, such as \"po-1/3\"");
  }

  /** A correlation id that is safe in logs and in other systems' fields; others are dropped. */
  static Optional<String> correlationId(HttpFields headers) {
    @Nullable String value = headers.get(CORRELATION_ID);
    if (value == null || value.isEmpty() || value.length() > LONGEST_CORRELATION_ID) {
      return Optional.empty();
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean safe =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "._:-/".indexOf(c) >= 0;
      if (!safe) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** A traceparent that is valid; others are discarded. */
  static Optional<String> traceparent(HttpFields headers) {
    return Traceparent.checked(headers.get("traceparent"));
  }

  /**
   * Reads {@code Prefer: wait=N} (RFC 7240); what it cannot read is no preference.
   *
   * @return seconds, at most {@value #LONGEST_WAIT}
   */
  static OptionalInt wait(HttpFields headers) {
    for (String value : headers.getValuesList("Prefer")) {
      for (String preference : value.split("[,;]", 16)) {
        String text = preference.strip();
        if (text.length() > 5
            && text.length() <= 12
            && text.regionMatches(true, 0, "wait=", 0, 5)) {
          return seconds(text.substring(5));
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt seconds(String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits
        ? OptionalInt.of((int) Math.min(LONGEST_WAIT, Long.parseLong(text)))
        : OptionalInt.empty();
  }

  /**
   * Reads the address for the outcome. Whether the sender may be called back there is intake's.
   *
   * @throws Refused if it is no {@code https} URL; {@code http} is taken for this machine
   */
  static Optional<String> callback(HttpFields headers) {
    @Nullable String value = headers.get(CALLBACK);
    if (value == null) {
      return Optional.empty();
    }
    try {
      if (value.length() <= LONGEST_CALLBACK && CallbackDestination.isCallable(new URI(value))) {
        return Optional.of(value);
      }
    } catch (URISyntaxException e) {
      // Refused below, in words that do not repeat the input.
    }
    throw new Refused(
        ProblemType.INVALID_REQUEST,
        CALLBACK
            + " must be an https URL without user and fragment, at most "
            + LONGEST_CALLBACK
            + " characters");
  }

  /**
   * Checks that a body has a type.
   *
   * @throws Refused with 415 if not
   */
  static void requireType(HttpFields headers, String wanted) {
    @Nullable String type = headers.get("Content-Type");
    if (wanted.equals(type)) {
      return;
    }
    String stated = type == null ? "" : type;
    int semicolon = stated.indexOf(';');
    String essence = (semicolon < 0 ? stated : stated.substring(0, semicolon)).strip();
    String parameters = semicolon < 0 ? "" : stated.substring(semicolon + 1).strip();
    boolean utf8 =
        parameters.isEmpty()
            || List.of("charset=utf-8", "charset=\"utf-8\"")
                .contains(parameters.toLowerCase(java.util.Locale.ROOT));
    if (!essence.equalsIgnoreCase(wanted) || !utf8 || headers.contains("Content-Encoding")) {
      throw new Refused(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "The body must be sent as Content-Type: " + wanted + ", not encoded otherwise");
    }
  }
}
