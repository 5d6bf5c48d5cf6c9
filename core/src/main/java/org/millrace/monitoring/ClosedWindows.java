package org.millrace.monitoring;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.ServiceCalendar;
import org.millrace.landscape.SystemDefinition;

/**
 * Systems outside their service windows, as holds. They are no rows: they follow from calendar and
 * clock, for whoever looks as for the dispatcher.
 */
final class ClosedWindows {

  static final String KIND = "WINDOW";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  private ClosedWindows() {}

  static Map<String, Rows.Hold> of(Handle handle, Landscape landscape) {
    List<SystemDefinition> windowed =
        landscape.systems().values().stream()
            .filter(system -> system.limits().window().isPresent())
            .toList();
    if (windowed.isEmpty()) {
      return Map.of();
    }
    Instant now =
        handle
            .createQuery("select now() as now")
            .map((rs, context) -> Reading.instant(rs, "now"))
            .one();
    Map<String, Rows.Hold> closed = new HashMap<>();
    for (SystemDefinition system : windowed) {
      ServiceCalendar calendar = system.limits().window().orElseThrow();
      if (!calendar.isOpen(now)) {
        closed.put(
            system.name(),
            new Rows.Hold(
                system.name(), KIND, "outside-service-window", until(calendar, now), now));
      }
    }
    return closed;
  }

  private static String until(ServiceCalendar calendar, Instant now) {
    Optional<Instant> opens = calendar.nextChange(now);
    ZoneId zone = calendar.zone();
    return opens
        .map(
            at ->
                "It takes messages again on %s (%s)"
                    .formatted(TIME.format(at.atZone(zone)), zone.getId()))
        .orElse("Its calendar has no further opening");
  }
}
