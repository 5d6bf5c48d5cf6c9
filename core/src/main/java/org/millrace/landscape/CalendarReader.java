package org.millrace.landscape;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code calendars} of landscape.yaml. */
final class CalendarReader {

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");
  private static final int MIDNIGHT = 1_440;
  private static final int MOST_OPENINGS = 100;
  private static final int MOST_CLOSED = 1_000;

  private final Problems problems;

  CalendarReader(Problems problems) {
    this.problems = problems;
  }

  Map<String, ServiceCalendar> read(ConfigReader landscape) {
    Map<String, ServiceCalendar> calendars = new HashMap<>();
    ConfigReader section = landscape.section("calendars");
    for (String name : landscape.mapping("calendars").entries().keySet()) {
      Names.check(name, section.at(name), problems);
      calendars.put(name, calendar(name, section.section(name)));
    }
    return calendars;
  }

  private ServiceCalendar calendar(String name, ConfigReader reader) {
    ZoneId zone = zone(reader);
    List<ServiceCalendar.Opening> openings = new ArrayList<>();
    List<ConfigReader> entries = reader.sections("open");
    if (entries.isEmpty() || entries.size() > MOST_OPENINGS) {
      problems.add(
          reader.at("open"),
          "a calendar needs from 1 to " + MOST_OPENINGS + " openings",
          "write `open: [{days: mon-fri, from: \"06:00\", to: \"22:00\"}]`");
    }
    for (ConfigReader entry : entries) {
      opening(entry).ifPresent(openings::add);
    }
    Set<LocalDate> closed = closed(reader);
    reader.finish();
    return new ServiceCalendar(name, zone, openings, closed);
  }

  private ZoneId zone(ConfigReader reader) {
    String name = reader.text("zone");
    try {
      return ZoneId.of(name.isEmpty() ? "UTC" : name);
    } catch (DateTimeException e) {
      problems.add(
          reader.at("zone"),
          "there is no time zone `" + name + "`",
          "write one such as Europe/Berlin or UTC");
      return ZoneId.of("UTC");
    }
  }

  private Optional<ServiceCalendar.Opening> opening(ConfigReader entry) {
    Set<DayOfWeek> days = days(entry);
    Optional<Integer> from = time(entry, "from", "00:00");
    Optional<Integer> to = time(entry, "to", "24:00");
    entry.finish();
    if (from.isEmpty() || to.isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    if (from.get() == MIDNIGHT || from.get().equals(to.get())) {
      problems.add(entry.at("from"), "`from` and `to` leave no time between them");
      return Optional.empty();
    }
    int end = to.get() > from.get() ? to.get() : to.get() + MIDNIGHT;
    return Optional.of(new ServiceCalendar.Opening(days, from.get(), end));
  }

  private Optional<Integer> time(ConfigReader entry, String key, String otherwise) {
    String text = entry.text(key, otherwise);
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      problems.add(
          entry.at(key), "`" + text + "` is no time of the day", "write one such as \"06:00\"");
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(1) == null
            ? MIDNIGHT
            : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
  }

  /** {@code mon-fri}, {@code sat}, or several with commas; nothing means every day. */
  private Set<DayOfWeek> days(ConfigReader entry) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : entry.text("days", "mon-sun").split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      Optional<DayOfWeek> first = day(ends[0]);
      Optional<DayOfWeek> last = day(ends[ends.length - 1]);
      if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
        problems.add(
            entry.at("days"), "`" + part.strip() + "` are no days", "write mon-fri, or sat,sun");
        return Set.of();
      }
      for (DayOfWeek day = first.get(); ; day = day.plus(1)) {
        days.add(day);
        if (day == last.get()) {
          break;
        }
      }
    }
    return days;
  }

  private static Optional<DayOfWeek> day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.strip().toUpperCase(Locale.ROOT))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private Set<LocalDate> closed(ConfigReader reader) {
    Set<LocalDate> closed = new HashSet<>();
    List<String> texts = reader.texts("closed");
    if (texts.size() > MOST_CLOSED) {
      problems.add(reader.at("closed"), "a calendar has at most " + MOST_CLOSED + " closed days");
    }
    for (String text : texts) {
      try {
        closed.add(LocalDate.parse(text));
      } catch (DateTimeParseException e) {
        problems.add(
            reader.at("closed"), "`" + text + "` is no day", "write one such as 2026-12-25");
      }
    }
    return closed;
  }
}
