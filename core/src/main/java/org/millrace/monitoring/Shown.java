package org.millrace.monitoring;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
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
    long behind,
    List<Awaited> awaited) {

  Shown {
    awaited = List.copyOf(awaited);
  }

  private static final Set<DeliveryState> OPEN =
      EnumSet.of(
          DeliveryState.BLOCKED,
          DeliveryState.READY,
          DeliveryState.IN_FLIGHT,
          DeliveryState.RETRY_AT,
          DeliveryState.HELD,
          DeliveryState.IN_DOUBT,
          DeliveryState.NEEDS_PERSON);

  /** What was not to be done after all. */
  static final Set<DeliveryState> WITHOUT_EFFECT =
      EnumSet.of(DeliveryState.CANCELLED, DeliveryState.REROUTED, DeliveryState.SKIPPED);

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
    Map<String, Rows.Hold> holds = Rows.holds(handle, landscape);
    List<Rows.Delivery> open = rows.stream().filter(row -> isOpen(row.state())).toList();
    List<String> skipping =
        landscape.flows().values().stream()
            .filter(FlowDefinition::skipOnFailure)
            .map(FlowDefinition::name)
            .toList();
    Map<DeliveryId, List<Awaited>> awaited = Awaited.of(handle, waiting(rows));
    Map<DeliveryId, Lanes.Place> places = Lanes.places(handle, open, skipping);
    Map<DeliveryId, Shown> shown = new HashMap<>();
    for (Rows.Delivery row : rows) {
      Lanes.Place place = places.getOrDefault(row.id(), Lanes.Place.ALONE);
      shown.put(
          row.id(),
          of(
              row,
              place,
              Optional.ofNullable(holds.get(row.system())),
              awaited.getOrDefault(row.id(), List.of())));
    }
    return shown;
  }

  private static List<Rows.Delivery> waiting(Collection<Rows.Delivery> rows) {
    return rows.stream()
        .filter(
            row ->
                row.state() == DeliveryState.HELD
                    || row.state() == DeliveryState.DELIVERED
                    || row.state() == DeliveryState.NEEDS_PERSON
                    || (row.state() == DeliveryState.BLOCKED && row.afterStep() == 0))
        .toList();
  }

  private static Shown of(
      Rows.Delivery row, Lanes.Place place, Optional<Rows.Hold> hold, List<Awaited> awaited) {
    return switch (row.state()) {
      case READY -> {
        DeliveryState state =
            hold.isPresent()
                ? DeliveryState.HELD
                : place.head().isPresent() ? DeliveryState.BLOCKED : DeliveryState.READY;
        yield new Shown(row, state, hold, place.head(), place.headKey(), place.behind(), awaited);
      }
      case BLOCKED ->
          new Shown(
              row,
              row.state(),
              Optional.empty(),
              row.afterStep() == 0
                  ? Optional.empty()
                  : Optional.of(new DeliveryId(row.id().message(), row.afterStep())),
              Optional.empty(),
              place.behind(),
              awaited);
      case HELD,
          IN_FLIGHT,
          RETRY_AT,
          IN_DOUBT,
          NEEDS_PERSON,
          DELIVERED,
          CONFIRMED,
          REJECTED,
          SETTLED_BY_HAND,
          CANCELLED,
          REROUTED,
          SKIPPED ->
          new Shown(
              row,
              row.state(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              place.behind(),
              awaited);
    };
  }
}
