package org.millrace.message;

import tools.jackson.databind.JsonNode;

/** A document as it came, with its parsed form, so that it is parsed once. Do not change either. */
public final class Payload {

  private final byte[] bytes;
  private final JsonNode content;

  /** Takes the array over; the caller must not change it afterwards. */
  public Payload(byte[] bytes, JsonNode content) {
    this.bytes = bytes;
    this.content = content;
  }

  public byte[] bytes() {
    return bytes;
  }

  public JsonNode content() {
    return content;
  }
}
