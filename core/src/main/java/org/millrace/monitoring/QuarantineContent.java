package org.millrace.monitoring;

import tools.jackson.databind.JsonNode;

/** What came, as it came: the headers that its channel allows, and the body. */
public final class QuarantineContent {

  private final JsonNode headers;
  private final byte[] body;

  QuarantineContent(JsonNode headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  public JsonNode headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }
}
