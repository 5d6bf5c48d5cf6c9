package org.millrace.adapter.http;

import java.nio.charset.StandardCharsets;

/** The bytes of an answer as they came. Do not change them. */
public final class HttpBody {

  private final byte[] bytes;

  /** Takes the array over; the caller must not change it afterwards. */
  public HttpBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Read as UTF-8; what is none is replaced. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
