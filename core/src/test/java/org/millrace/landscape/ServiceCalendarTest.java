package org.millrace.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When systems take messages, by the clock on the wall. */
class ServiceCalendarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private static ServiceCalendar calendar(Set<DayOfWeek> days, int from, int to, String... closed) {
    return new ServiceCalendar(
        "c",
        BERLIN,
        List.of(new ServiceCalendar.Opening(days, from, to)),
        Set.copyOf(java.util.Arrays.stream(closed).map(LocalDate::parse).toList()));
  }

  private static Instant utc(String time) {
    return Instant.parse(time);
  }

  @Test
  void it_opens_and_closes_by_local_time() {
    ServiceCalendar day = calendar(WEEKDAYS, 6 * 60, 22 * 60);
    assertThat(day.isOpen(utc("2026-11-20T04:59:59Z"))).isFalse();
    assertThat(day.isOpen(utc("2026-11-20T05:00:00Z"))).isTrue();
    assertThat(day.isOpen(utc("2026-11-20T20:59:59Z"))).isTrue();
    assertThat(day.isOpen(utc("2026-11-20T21:00:00Z"))).isFalse();
    assertThat(day.nextChange(utc("2026-11-20T12:00:00Z"))).contains(utc("2026-11-20T21:00:00Z"));
    assertThat(day.nextChange(utc("2026-11-20T21:00:00Z")))
        .as("over the weekend")
        .contains(utc("2026-11-23T05:00:00Z"));
  }

  @Test
  void a_night_window_belongs_to_the_day_it_begins_on() {
    ServiceCalendar night = calendar(Set.of(DayOfWeek.FRIDAY), 22 * 60, (24 + 4) * 60);
    assertThat(night.isOpen(utc("2026-11-21T02:59:00Z"))).isTrue();
    assertThat(night.isOpen(utc("2026-11-21T03:00:00Z"))).isFalse();
    assertThat(night.isOpen(utc("2026-11-21T22:00:00Z"))).isFalse();
  }

  @Test
  void a_closed_day_has_no_opening_and_the_next_one_has() {
    ServiceCalendar day = calendar(WEEKDAYS, 6 * 60, 22 * 60, "2026-12-25");
    assertThat(day.isOpen(utc("2026-12-25T12:00:00Z"))).isFalse();
    assertThat(day.nextChange(utc("2026-12-24T21:30:00Z"))).contains(utc("2026-12-28T05:00:00Z"));
  }

  @Test
  void openings_that_touch_are_one() {
    ServiceCalendar always = calendar(EnumSet.allOf(DayOfWeek.class), 0, 24 * 60);
    assertThat(always.isOpen(utc("2026-03-29T01:00:00Z"))).isTrue();
    assertThat(always.nextChange(utc("2026-03-29T01:00:00Z"))).isEmpty();
  }

  @Test
  void summer_time_keeps_the_clock_on_the_wall() {
    ServiceCalendar day = calendar(EnumSet.allOf(DayOfWeek.class), 6 * 60, 22 * 60);
    assertThat(day.nextChange(utc("2026-03-28T23:00:00Z"))).contains(utc("2026-03-29T04:00:00Z"));
    assertThat(day.nextChange(utc("2026-10-24T22:00:00Z"))).contains(utc("2026-10-25T05:00:00Z"));
    ServiceCalendar early = calendar(EnumSet.allOf(DayOfWeek.class), 2 * 60 + 30, 4 * 60);
    assertThat(early.nextChange(utc("2026-03-29T00:00:00Z")))
        .as("half past two does not exist that day")
        .contains(utc("2026-03-29T01:30:00Z"));
  }
}
