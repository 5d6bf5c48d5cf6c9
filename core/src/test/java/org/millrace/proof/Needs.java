package org.millrace.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.message.DeliveryState;

/**
 * NEEDS: what needs another message's effect has none before that one, unless a person let it go
 * without; and in the end nothing waits for what is there, or for longer than was declared.
 */
final class Needs implements Rule {

  private final Map<String, List<String>> needs = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Keys done = new Keys();
  private final Set<String> letGo = new HashSet<>();
  private boolean clockWasSet;

  @Override
  public void accept(Fact fact, Report report) {
    switch (fact) {
      case Fact.Stored f ->
          f.deliveries().forEach(d -> places.put(d.delivery(), place(f.key(), d.system())));
      case Fact.Needs f ->
          needs
              .computeIfAbsent(f.delivery(), delivery -> new ArrayList<>())
              .add(place(f.key(), f.system()));
      case Fact.Effect f -> effect(f, report);
      case Fact.Moved f -> moved(f);
      case Fact.Struck f -> clockWasSet |= f.fault().equals("clock-jump");
      case Fact.Stands f -> stands(f, report);
      case Fact.PlannedLater ignored -> {}
      case Fact.Corrected ignored -> {}
      case Fact.Target ignored -> {}
      case Fact.Acknowledged ignored -> {}
      case Fact.Called ignored -> {}
      case Fact.Measured ignored -> {}
      case Fact.Ended ignored -> {}
    }
  }

  private static String place(String key, String system) {
    return key + "@" + system;
  }

  private List<String> missing(String delivery) {
    return needs.getOrDefault(delivery, List.of()).stream()
        .filter(place -> done.get(place).isEmpty())
        .toList();
  }

  private void effect(Fact.Effect f, Report report) {
    List<String> missing = missing(f.delivery());
    if (!missing.isEmpty() && !letGo.contains(f.delivery())) {
      report.violated("NEEDS", f.at(), f.delivery() + " has its effect before " + missing);
    }
    String place = places.remove(f.delivery());
    if (place != null) {
      done.put(place, 1);
    }
  }

  private void moved(Fact.Moved f) {
    boolean waited =
        f.from().equals(DeliveryState.HELD.name())
            || f.from().equals(DeliveryState.NEEDS_PERSON.name());
    if (waited && f.by().equals("person") && needs.containsKey(f.delivery())) {
      letGo.add(f.delivery());
    }
    if (DeliveryState.valueOf(f.to()).isTerminal()) {
      places.remove(f.delivery());
      needs.remove(f.delivery());
    }
  }

  /** A clock that was put back makes patience as much longer. */
  private void stands(Fact.Stands f, Report report) {
    boolean waits = f.state().equals(DeliveryState.HELD.name()) && !missing(f.delivery()).isEmpty();
    if (f.state().equals(DeliveryState.HELD.name()) && !(waits && clockWasSet)) {
      report.violated(
          "NEEDS",
          f.at(),
          f.delivery()
              + (waits
                  ? " still waits, and no person was told"
                  : " still waits for what is there"));
    }
  }
}
