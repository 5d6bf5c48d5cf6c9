package org.millrace.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Makes the daily partitions ahead of time. Retention drops them. */
public final class Partitions {

  /** Days made ahead, so that a node that could not make them for a while still accepts. */
  private static final int DAYS_AHEAD = 7;

  private static final List<String> TABLES =
      List.of("message", "delivery", "attempt", "transition");

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final Jdbi jdbi;

  public Partitions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Makes what is missing from the day before until {@value #DAYS_AHEAD} days ahead. */
  public void ensure(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (LocalDate day = today.minusDays(1);
        !day.isAfter(today.plusDays(DAYS_AHEAD));
        day = day.plusDays(1)) {
      for (String table : TABLES) {
        ensure(table, day);
      }
    }
  }

  private void ensure(String table, LocalDate day) {
    // Deliveries are updated in place: room on the page keeps their new versions beside the old.
    String storage = table.equals("delivery") ? " with (fillfactor = 80)" : "";
    jdbi.useHandle(
        handle ->
            handle.execute(
                "create table if not exists %s_%s partition of %s for values from ('%s') to ('%s')%s"
                    .formatted(
                        table,
                        DAY.format(day),
                        table,
                        lowest(day),
                        lowest(day.plusDays(1)),
                        storage)));
  }

  /** The lowest possible id of a day. */
  static UUID lowest(LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new UUID(Duration.between(Instant.EPOCH, start).toMillis() << 16, 0);
  }
}
