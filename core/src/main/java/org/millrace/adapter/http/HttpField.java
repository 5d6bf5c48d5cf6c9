package org.millrace.adapter.http;

import java.util.Locale;
import java.util.Set;

/** One header field (RFC 9110, section 5), as it came or is to be sent. */
public record HttpField(String name, String value) {

  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Whether it can be sent without changing the message's framing. */
  boolean isSendable() {
    return isName(name) && isValue(value);
  }

  /** Whether a name is a token and not one of those that frame the message. */
  public static boolean isName(String name) {
    return isToken(name) && !FRAMING.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a value is free of control characters and of what would not be sent as it is. */
  public static boolean isValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
  }

  /** RFC 9110, section 5.6.2. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
