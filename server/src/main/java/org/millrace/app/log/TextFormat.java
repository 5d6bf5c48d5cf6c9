package org.millrace.app.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line that a person reads at a terminal. */
final class TextFormat implements LineFormat {

  private final DateTimeFormatter time;

  TextFormat(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public String write(LogLine line) {
    StringBuilder text =
        new StringBuilder(160)
            .append(time.format(line.time()))
            .append("  %-5s  ".formatted(line.level()))
            .append(visible(line.message()));
    line.fields()
        .forEach(
            (name, value) ->
                text.append("  ").append(name).append('=').append(visible(value.toString())));
    text.append("  (").append(simple(line.logger())).append(")\n");
    line.stack().ifPresent(stack -> text.append(stack.replace("\u001b", "\\e")));
    return text.toString();
  }

  /** What comes from outside must neither break the line nor command the terminal. */
  private static String visible(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                visible.append("\\u%04x".formatted(c));
              } else {
                visible.append((char) c);
              }
            });
    return visible.toString();
  }

  private static String simple(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
