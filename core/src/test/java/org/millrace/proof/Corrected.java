package org.millrace.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * CORRECTED: what is sent is the newest approved content; nothing else has an effect from the
 * approval on. FOUR_EYES: where a second person is asked for, nobody approves what is the own.
 */
final class Corrected implements Rule {

  private final Map<String, String> messages = new HashMap<>();
  private final Map<String, Integer> inForce = new HashMap<>();

  @Override
  public void accept(Fact fact, Report report) {
    switch (fact) {
      case Fact.Stored f ->
          f.deliveries().forEach(planned -> messages.put(planned.delivery(), f.message()));
      case Fact.PlannedLater f -> messages.put(f.planned().delivery(), f.message());
      case Fact.Corrected f -> corrected(f, report);
      case Fact.Effect f -> effect(f, report);
      case Fact.Needs ignored -> {}
      case Fact.Moved ignored -> {}
      case Fact.Stands ignored -> {}
      case Fact.Struck ignored -> {}
      case Fact.Target ignored -> {}
      case Fact.Acknowledged ignored -> {}
      case Fact.Called ignored -> {}
      case Fact.Measured ignored -> {}
      case Fact.Ended ignored -> {}
    }
  }

  private void corrected(Fact.Corrected f, Report report) {
    inForce.merge(f.message(), f.content(), Math::max);
    if (f.fourEyes() && f.proposedBy().equals(f.approvedBy())) {
      report.violated(
          "FOUR_EYES", f.at(), f.approvedBy() + " approved the own correction of " + f.message());
    }
  }

  private void effect(Fact.Effect f, Report report) {
    String message = messages.remove(f.delivery());
    int expected = message == null ? 1 : inForce.getOrDefault(message, 1);
    if (message != null && f.content() != expected) {
      report.violated(
          "CORRECTED",
          f.at(),
          f.delivery() + " has its effect with content " + f.content() + ", not " + expected);
    }
  }
}
