package org.millrace.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.message.DeliveryState;

/**
 * ONE_WAY: of a step and of what stands in for it at most one has an effect. TAKEN_BACK: only what
 * had its effect is taken back, the latest effect first; and of a message that was given up nothing
 * is forgotten. Memory: the messages of several steps.
 */
final class OtherWays implements Rule {

  /** A message's deliveries, those that were planned later included. */
  private static final class Ways {
    final List<Fact.Planned> planned = new ArrayList<>();
    final Set<String> ended = new HashSet<>();

    /** In the order in which they came. */
    final List<String> effects = new ArrayList<>();

    /** What takes back which, or stands in for it. */
    final Map<String, String> takesBack = new LinkedHashMap<>();

    final Map<String, String> replaces = new LinkedHashMap<>();
    boolean givenUp;

    boolean isTakenBack(String delivery) {
      return takesBack.entrySet().stream()
          .filter(entry -> entry.getValue().equals(delivery))
          .map(Map.Entry::getKey)
          .anyMatch(undo -> effects.contains(undo) || ended.contains(undo));
    }
  }

  private final Map<String, Ways> byDelivery = new LinkedHashMap<>();

  @Override
  public void accept(Fact fact, Report report) {
    switch (fact) {
      case Fact.Stored f -> stored(f);
      case Fact.PlannedLater f -> plannedLater(f);
      case Fact.Effect f -> effect(f, report);
      case Fact.Moved f -> moved(f);
      case Fact.Ended f -> ended(f, report);
      case Fact.Stands ignored -> {}
      case Fact.Needs ignored -> {}
      case Fact.Struck ignored -> {}
      case Fact.Corrected ignored -> {}
      case Fact.Target ignored -> {}
      case Fact.Acknowledged ignored -> {}
      case Fact.Called ignored -> {}
      case Fact.Measured ignored -> {}
    }
  }

  private void stored(Fact.Stored f) {
    if (f.deliveries().size() > 1) {
      Ways ways = new Ways();
      ways.planned.addAll(f.deliveries());
      f.deliveries().forEach(planned -> byDelivery.put(planned.delivery(), ways));
    }
  }

  private void plannedLater(Fact.PlannedLater f) {
    Ways ways = byDelivery.computeIfAbsent(f.of(), delivery -> new Ways());
    ways.planned.add(f.planned());
    byDelivery.put(f.planned().delivery(), ways);
    (f.takesBack() ? ways.takesBack : ways.replaces).put(f.planned().delivery(), f.of());
    ways.givenUp |= f.takesBack();
  }

  private void effect(Fact.Effect f, Report report) {
    Ways ways = byDelivery.get(f.delivery());
    if (ways == null) {
      return;
    }
    ways.effects.add(f.delivery());
    ways.replaces.forEach(
        (one, other) -> {
          if (ways.effects.contains(one) && ways.effects.contains(other)) {
            report.violated("ONE_WAY", f.at(), one + " has an effect, and so has " + other);
          }
        });
    String takenBack = ways.takesBack.get(f.delivery());
    if (takenBack != null) {
      takenBack(f, ways, takenBack, report);
    }
  }

  private static void takenBack(Fact.Effect f, Ways ways, String takenBack, Report report) {
    int place = ways.effects.indexOf(takenBack);
    if (place < 0) {
      report.violated("TAKEN_BACK", f.at(), f.delivery() + " takes back what never was");
    }
    for (Fact.Planned planned : ways.planned) {
      boolean later = ways.effects.indexOf(planned.delivery()) > place;
      if (later && planned.undoable() && !ways.isTakenBack(planned.delivery())) {
        report.violated(
            "TAKEN_BACK", f.at(), takenBack + " is taken back before " + planned.delivery());
      }
    }
  }

  private void moved(Fact.Moved f) {
    Ways ways = byDelivery.get(f.delivery());
    if (ways != null) {
      DeliveryState to = DeliveryState.valueOf(f.to());
      ways.givenUp |= to == DeliveryState.REJECTED;
      if (to.isTerminal()) {
        ways.ended.add(f.delivery());
      }
    }
  }

  private void ended(Fact.Ended f, Report report) {
    for (Ways ways : new LinkedHashSet<>(byDelivery.values())) {
      for (Fact.Planned planned : ways.planned) {
        boolean stands =
            planned.undoable()
                && ways.effects.contains(planned.delivery())
                && !ways.takesBack.containsValue(planned.delivery());
        if (ways.givenUp && stands) {
          report.violated(
              "TAKEN_BACK", f.at(), planned.delivery() + " was given up and is not taken back");
        }
      }
    }
  }
}
