package org.millrace.adapter.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986, section 2.1) of everything that is not unreserved. */
final class Percent {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  static String encode(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      if (isUnreserved(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
