package org.millrace.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millrace.message.DeliveryId;

/** How far the open work of a target was read from the journal. */
final class Reading {

  private boolean behind = true;
  private boolean missed;
  private boolean loading;
  private boolean fromStart;

  /** Whether a delivery was moved by others while a page was read, which may show it as before. */
  private boolean stale;

  private @Nullable DeliveryId cursor;

  /** Whether some of the open work is only in the journal. */
  boolean isBehind() {
    return behind;
  }

  /** One was left in the journal. */
  void missed() {
    behind = true;
    missed = true;
  }

  /** One was left in the journal whose place the pages have passed: they are read once more. */
  void missedBefore() {
    missed();
    fromStart = true;
  }

  /** Whether the pages are about to be read once more: what they have passed waits for them. */
  boolean startsOver() {
    return fromStart;
  }

  void movedByOthers() {
    stale |= loading;
  }

  boolean hasPassed(DeliveryId id) {
    return cursor != null && id.compareTo(cursor) <= 0;
  }

  void took(DeliveryId id) {
    cursor = id;
  }

  /** A page came; tells whether it can be believed. If not, it is read again. */
  boolean loaded() {
    loading = false;
    return !stale;
  }

  /** It was the last page. */
  void ended() {
    behind = missed;
  }

  boolean mayLoad() {
    return behind && !loading;
  }

  /** The next page is asked for: after which delivery it begins. */
  Optional<DeliveryId> load() {
    loading = true;
    stale = false;
    missed = false;
    cursor = fromStart ? null : cursor;
    fromStart = false;
    return Optional.ofNullable(cursor);
  }
}
