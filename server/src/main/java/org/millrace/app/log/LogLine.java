package org.millrace.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One line, cleaned and within limits, before it gets its form.
 *
 * @param fields what the line is about; a field of the line wins over one of its thread
 * @param stack the stack trace, if there is one
 */
record LogLine(
    Instant time,
    String level,
    String logger,
    String thread,
    String message,
    Map<String, Object> fields,
    Optional<String> stack) {

  /** Most characters of a message or a field. */
  static final int LONGEST_TEXT = 8_192;

  /** Most characters of a stack trace. */
  static final int LONGEST_STACK = 32_768;

  static LogLine of(ILoggingEvent event) {
    return new LogLine(
        event.getInstant(),
        event.getLevel().toString(),
        event.getLoggerName(),
        event.getThreadName(),
        Redaction.clean(cut(String.valueOf(event.getFormattedMessage()), LONGEST_TEXT)),
        fields(event),
        stack(event.getThrowableProxy()));
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((name, value) -> fields.put(name, clean(name, value)));
    List<KeyValuePair> own = event.getKeyValuePairs();
    if (own != null) {
      own.forEach(pair -> fields.put(pair.key, clean(pair.key, pair.value)));
    }
    return fields;
  }

  /** Only numbers and truth values keep their type: an object's own text form masks its secrets. */
  private static Object clean(String name, Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value
        : Redaction.clean(name, cut(String.valueOf(value), LONGEST_TEXT));
  }

  private static Optional<String> stack(@Nullable IThrowableProxy thrown) {
    return Optional.ofNullable(thrown)
        .map(ThrowableProxyUtil::asString)
        .map(text -> Redaction.clean(cut(text, LONGEST_STACK)));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + " … cut, " + text.length() + " characters in all";
  }
}
