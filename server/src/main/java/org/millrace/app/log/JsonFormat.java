package org.millrace.app.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One flat JSON object a line, with the field names that log tools know: {@code time}, {@code
 * level}, {@code message}, {@code logger}, {@code thread}, what the line is about, {@code stack}.
 */
final class JsonFormat implements LineFormat {

  /** RFC 3339 in UTC with milliseconds, as everywhere in the API. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

  private static final Set<String> OWN =
      Set.of("time", "level", "logger", "thread", "message", "stack");

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String write(LogLine line) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("time", TIME.format(line.time()))
            .put("level", line.level())
            .put("logger", line.logger());
    if (!line.thread().isEmpty()) {
      json.put("thread", line.thread());
    }
    json.put("message", line.message());
    line.fields()
        .forEach((name, value) -> json.putPOJO(OWN.contains(name) ? name + "_" : name, value));
    line.stack().ifPresent(stack -> json.put("stack", stack));
    return JSON.writeValueAsString(json) + "\n";
  }
}
