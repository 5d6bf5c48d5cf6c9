package org.millrace.monitoring;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.Landscape;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;

/**
 * A delivery as people are to see it. What the journal stores as ready may wait behind an earlier
 * one of its key, or for its target: that is shown, though it is no stored state.
 *
 * @param state as shown
 * @param hold the hold it waits for
 */
record Shown(
    Rows.Delivery row,
    DeliveryState state,
    Optional<Rows.Hold> hold,
    Optional<DeliveryId> blockedBy,
    Optional<String> blockedByKey,
    long behind) {

  private static final Set<DeliveryState> OPEN =
      EnumSet.of(
          DeliveryState.BLOCKED,
          DeliveryState.READY,
          DeliveryState.IN_FLIGHT,
          DeliveryState.RETRY_AT,
          DeliveryState.HELD,
          DeliveryState.IN_DOUBT,
          DeliveryState.NEEDS_PERSON);

  static boolean isOpen(DeliveryState state) {
    return OPEN.contains(state);
  }

  /** Stored states that may be shown as one of these. */
  static Set<DeliveryState> storedFor(Set<DeliveryState> shown) {
    if (shown.isEmpty()) {
      return shown;
    }
    EnumSet<DeliveryState> stored = EnumSet.copyOf(shown);
    if (stored.contains(DeliveryState.BLOCKED) || stored.contains(DeliveryState.HELD)) {
      stored.add(DeliveryState.READY);
    }
    return stored;
  }

  /** The deliveries as shown, by id. */
  static Map<DeliveryId, Shown> of(
      Handle handle, Collection<Rows.Delivery> rows, Landscape landscape) {
    Map<String, Rows.Hold> holds = Rows.holds(handle);
    List<Rows.Delivery> open = rows.stream().filter(row -> isOpen(row.state())).toList();
    List<String> skipping =
        landscape.flows().values().stream()
            .filter(FlowDefinition::skipOnFailure)
            .map(FlowDefinition::name)
            .toList();
    Map<DeliveryId, Lanes.Place> places = Lanes.places(handle, open, skipping);
    Map<DeliveryId, Shown> shown = new HashMap<>();
    for (Rows.Delivery row : rows) {
      Lanes.Place place = places.getOrDefault(row.id(), Lanes.Place.ALONE);
      shown.put(row.id(), of(row, place, holds.get(row.system())));
    }
    return shown;
  }

  private static Shown of(Rows.Delivery row, Lanes.Place place, Rows.@Nullable Hold hold) {
    if (row.state() == DeliveryState.BLOCKED) {
      DeliveryId earlier = new DeliveryId(row.id().message(), row.afterStep());
      return new Shown(
          row,
          row.state(),
          Optional.empty(),
          Optional.of(earlier),
          Optional.empty(),
          place.behind());
    }
    if (row.state() != DeliveryState.READY) {
      Optional<Rows.Hold> own =
          row.state() == DeliveryState.HELD ? Optional.ofNullable(hold) : Optional.empty();
      return new Shown(row, row.state(), own, Optional.empty(), Optional.empty(), place.behind());
    }
    DeliveryState state =
        hold != null
            ? DeliveryState.HELD
            : place.head().isPresent() ? DeliveryState.BLOCKED : DeliveryState.READY;
    return new Shown(
        row, state, Optional.ofNullable(hold), place.head(), place.headKey(), place.behind());
  }
}
