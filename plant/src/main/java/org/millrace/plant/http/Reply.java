package org.millrace.plant.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millrace.plant.json.Json;

/** What comes back for a call, down to what its socket shows. */
public sealed interface Reply {
  /** A whole answer. */
  record Answer(int status, String type, Map<String, String> headers, Body body) implements Reply {
    public Answer {
      headers = Map.copyOf(headers);
    }

    public Answer with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Answer(status, type, more, body);
    }
  }

  /** No answer: the connection is reset (RST) or ended (FIN). */
  record Cut(boolean reset) implements Reply {}

  /** The head and the first half of the body, then the connection ends. */
  record Partial(Answer answer) implements Reply {}

  static Answer json(int status, Object body) {
    return new Answer(status, "application/json", Map.of(), new Body(Json.bytes(body)));
  }

  static Answer html(int status, String page) {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/html; charset=utf-8", Map.of(), new Body(body));
  }

  /** An error as every system of this plant words it. */
  static Answer error(int status, String code, String message) {
    return json(status, Map.of("error", Map.of("code", code, "message", message)));
  }
}
