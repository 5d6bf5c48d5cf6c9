package org.millrace.landscape;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a system takes messages, in local time: openings by the day of the week, and days on which
 * there is none. Immutable.
 *
 * @param closed days on which nothing opens; an opening that began the day before goes on
 */
public record ServiceCalendar(
    String name, ZoneId zone, List<Opening> openings, Set<LocalDate> closed) {

  /** How far a change is looked for; a calendar that stays closed for longer is closed for good. */
  private static final int LONGEST_LOOK_DAYS = 400;

  public ServiceCalendar {
    openings = List.copyOf(openings);
    closed = Set.copyOf(closed);
  }

  /**
   * One opening.
   *
   * @param from minutes after midnight, from 0 to 1439
   * @param to minutes after the same midnight, greater than {@code from}; beyond 1440 it ends on
   *     the next day
   */
  public record Opening(Set<DayOfWeek> days, int from, int to) {
    public Opening {
      days = Set.copyOf(days);
    }
  }

  private record Span(Instant from, Instant to) {
    boolean holds(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }
  }

  public boolean isOpen(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, zone);
    return spans(day.minusDays(1), 2).stream().anyMatch(span -> span.holds(moment));
  }

  /** When it opens or closes next; nothing if it does neither within a year. */
  public Optional<Instant> nextChange(Instant moment) {
    boolean open = isOpen(moment);
    LocalDate day = LocalDate.ofInstant(moment, zone).minusDays(1);
    for (int looked = 0; looked < LONGEST_LOOK_DAYS; looked += 7) {
      Optional<Instant> change =
          spans(day.plusDays(looked), 9).stream()
              .flatMap(span -> List.of(span.from(), span.to()).stream())
              .filter(edge -> edge.isAfter(moment) && isOpen(edge) != open)
              .min(Comparator.naturalOrder());
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  /** The openings that begin on some days. */
  private List<Span> spans(LocalDate first, int days) {
    List<Span> spans = new ArrayList<>();
    for (LocalDate day = first; day.isBefore(first.plusDays(days)); day = day.plusDays(1)) {
      if (!closed.contains(day)) {
        for (Opening opening : openings) {
          if (opening.days().contains(day.getDayOfWeek())) {
            spans.add(new Span(at(day, opening.from()), at(day, opening.to())));
          }
        }
      }
    }
    return spans;
  }

  /** By the clock on the wall: where summer time begins, what does not exist is an hour later. */
  private Instant at(LocalDate day, int minutes) {
    int inDay = minutes % 1_440;
    return day.plusDays(minutes / 1_440).atTime(inDay / 60, inDay % 60).atZone(zone).toInstant();
  }
}
