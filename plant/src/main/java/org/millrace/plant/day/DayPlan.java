package org.millrace.plant.day;

import java.time.Duration;
import java.time.LocalDate;

/**
 * What decides a day's script, message by message: the same plan, the same script.
 *
 * @param date the plant's date; order numbers and posting dates follow from it
 * @param calm whether the plausible trouble is left out
 */
public record DayPlan(long seed, LocalDate date, int ordersPerHour, boolean calm) {
  public static final int MAX_ORDERS_PER_HOUR = 20_000;
  static final Duration LENGTH = Duration.ofHours(24);

  public DayPlan {
    if (ordersPerHour < 1 || ordersPerHour > MAX_ORDERS_PER_HOUR) {
      throw new IllegalArgumentException(
          ordersPerHour + " orders per hour; give 1 to " + MAX_ORDERS_PER_HOUR + ".");
    }
  }

  /** The same plan, on the day after {@code before} unless this plan's own date is later. */
  DayPlan after(LocalDate before) {
    return date.isAfter(before) ? this : new DayPlan(seed, before.plusDays(1), ordersPerHour, calm);
  }
}
