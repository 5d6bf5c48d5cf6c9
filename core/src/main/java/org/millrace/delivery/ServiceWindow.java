package org.millrace.delivery;

import java.time.Instant;
import java.util.Optional;
import org.millrace.landscape.ServiceCalendar;

/** Whether a target takes anything at present. Looked up only when that can have changed. */
final class ServiceWindow {

  private final Optional<ServiceCalendar> calendar;
  private boolean open = true;
  private Instant looked = Instant.MAX;
  private Optional<Instant> nextChange = Optional.empty();

  ServiceWindow(Optional<ServiceCalendar> calendar) {
    this.calendar = calendar;
  }

  /**
   * Looks at the clock, which may have been put back.
   *
   * @return whether there is a new moment at which it changes next
   */
  boolean look(Instant now) {
    boolean stands =
        !now.isBefore(looked) && nextChange.map(change -> now.isBefore(change)).orElse(true);
    if (calendar.isEmpty() || stands) {
      return false;
    }
    looked = now;
    open = calendar.get().isOpen(now);
    nextChange = calendar.get().nextChange(now);
    return nextChange.isPresent();
  }

  boolean isOpen() {
    return open;
  }

  /** When it opens or closes next, as far as is known. */
  Optional<Instant> nextChange() {
    return nextChange;
  }
}
